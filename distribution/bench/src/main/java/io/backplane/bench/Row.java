package io.backplane.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One figure beside its floor.
 *
 * @param floor the least that the same machine needs for the same in the same run
 * @param target from the design's table
 */
record Row(
    String name,
    String what,
    Measure measure,
    Stats figure,
    Optional<Floor> floor,
    Optional<Target> target) {

  /** What a figure is compared with. */
  record Floor(String what, Stats figure) {}

  /** What the median has to be, in the row's measure. */
  record Target(String text, Limit limit, double value) {
    boolean met(double median) {
      return switch (limit) {
        case UNDER -> median < value;
        case OVER -> median > value;
      };
    }
  }

  /** Which side of a target's value is the good one. */
  enum Limit {
    UNDER,
    OVER
  }

  static Row of(String name, String what, Measure measure, Stats figure) {
    return new Row(name, what, measure, figure, Optional.empty(), Optional.empty());
  }

  Row beside(String floorWhat, Stats floorFigure) {
    var beside = Optional.of(new Floor(floorWhat, floorFigure));
    return new Row(name, what, measure, figure, beside, target);
  }

  Row target(String text, Limit limit, double value) {
    return new Row(name, what, measure, figure, floor, Optional.of(new Target(text, limit, value)));
  }

  /** Figure divided by floor; none where the floor is nothing. */
  OptionalDouble ratio() {
    return floor
        .map(beside -> beside.figure().median())
        .filter(least -> least > 0)
        .map(least -> OptionalDouble.of(figure.median() / least))
        .orElse(OptionalDouble.empty());
  }

  Optional<Boolean> met() {
    return target.map(wanted -> wanted.met(figure.median()));
  }

  /** As it looks in JSON. */
  Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("name", name);
    map.put("what", what);
    map.put("unit", measure.symbol());
    map.putAll(map(figure));
    floor.ifPresent(
        beside -> {
          var values = new LinkedHashMap<String, Object>();
          values.put("what", beside.what());
          values.putAll(map(beside.figure()));
          map.put("floor", values);
        });
    ratio().ifPresent(ratio -> map.put("ratio", ratio));
    target.ifPresent(wanted -> map.put("target", wanted.text()));
    met().ifPresent(met -> map.put("met", met));
    return map;
  }

  private static Map<String, Object> map(Stats stats) {
    var map = new LinkedHashMap<String, Object>();
    map.put("count", stats.count());
    map.put("median", stats.median());
    stats.p99().ifPresent(p99 -> map.put("p99", p99));
    map.put("min", stats.min());
    map.put("max", stats.max());
    return map;
  }
}
