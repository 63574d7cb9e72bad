package io.backplane.meta.spi;

import io.backplane.api.meta.FieldMeta;
import io.backplane.meta.Lenient;
import io.backplane.meta.Scalars;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One walk through a value beside its fields. */
final class Walk {

  /** What is looked at, and how many violations are told. */
  enum Rules {
    WIRE(1),
    CONFIG(Validator.VIOLATIONS_MAX);

    private final int most;

    Rules(int most) {
      this.most = most;
    }
  }

  /**
   * Where a value stands.
   *
   * @param closed inside an array item whose members are not told apart
   */
  private record Place(String path, boolean closed) {
    Place member(String name) {
      return closed ? this : new Place(path.isEmpty() ? name : path + "." + name, false);
    }

    Place item(int index, boolean close) {
      return closed ? this : new Place(path + "[" + index + "]", close);
    }
  }

  private final Rules rules;
  private final List<Violation> found = new ArrayList<>();

  Walk(Rules rules) {
    this.rules = rules;
  }

  List<Violation> over(List<FieldMeta> fields, Map<String, Object> value) {
    members(new Place("", false), fields, List.of(), false, value);
    return List.copyOf(found);
  }

  private void members(
      Place place,
      List<FieldMeta> fields,
      List<String> requiredKeys,
      boolean open,
      Map<String, Object> value) {
    for (FieldMeta field : fields) {
      if (field.required() && !value.containsKey(field.name())) {
        add(place.member(field.name()), "required field missing");
      }
    }
    for (String key : requiredKeys) {
      if (!value.containsKey(key)) {
        add(place.member(key), "required key missing");
      }
    }
    for (FieldMeta field : fields) {
      if (full()) {
        return;
      }
      if (value.containsKey(field.name())) {
        value(place.member(field.name()), field, value.get(field.name()));
      }
    }
    if (rules == Rules.CONFIG && !open) {
      unknown(place, fields, requiredKeys, value);
    }
  }

  private void unknown(
      Place place, List<FieldMeta> fields, List<String> keys, Map<String, Object> value) {
    var known = new HashSet<>(keys);
    fields.forEach(field -> known.add(field.name()));
    value.keySet().stream()
        .filter(name -> !known.contains(name))
        .forEach(name -> add(place.member(name), "unknown field"));
  }

  private void value(Place place, FieldMeta field, Object value) {
    Optional<String> fault = Scalars.fault(field, value, rules == Rules.CONFIG);
    if (fault.isPresent()) {
      add(place, fault.get());
      return;
    }
    switch (field.type()) {
      case OBJECT ->
          members(
              place,
              field.fields(),
              field.requiredKeys(),
              field.fields().isEmpty() && field.additionalProperties(),
              Lenient.of(value).members());
      case ARRAY -> field.items().ifPresent(items -> items(place, items, (List<?>) value));
      case STRING, INT, INT64, DOUBLE, BOOL, ENUM, ANY -> {}
    }
  }

  private void items(Place place, FieldMeta items, List<?> values) {
    for (int i = 0; i < values.size() && !full(); i++) {
      value(place.item(i, rules == Rules.WIRE), items, values.get(i));
    }
  }

  private boolean full() {
    return found.size() >= rules.most;
  }

  private void add(Place place, String message) {
    if (!full()) {
      found.add(new Violation(place.path(), message));
    }
  }
}
