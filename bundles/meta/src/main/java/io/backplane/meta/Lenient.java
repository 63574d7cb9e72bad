package io.backplane.meta;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** An object from outside: what is missing or of another type than asked for reads as empty. */
public record Lenient(Map<String, Object> members) {

  /** The object; one without members where the value is none. */
  @SuppressWarnings("unchecked") // Values.copyOf has checked the keys
  public static Lenient of(Object value) {
    return new Lenient(value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of());
  }

  public boolean has(String name) {
    return members.containsKey(name);
  }

  public String text(String name) {
    return members.get(name) instanceof String text ? text : "";
  }

  public Optional<String> word(String name) {
    return Optional.of(text(name)).filter(text -> !text.isEmpty());
  }

  public boolean flag(String name, boolean usual) {
    return members.get(name) instanceof Boolean flag ? flag : usual;
  }

  /** A finite number; there is no negative zero. */
  public Optional<Double> number(String name) {
    return members.get(name) instanceof Number number && Double.isFinite(number.doubleValue())
        ? Optional.of(number.doubleValue() + 0.0)
        : Optional.empty();
  }

  public Optional<Integer> whole(String name) {
    return number(name).filter(n -> n == n.intValue()).map(Double::intValue);
  }

  public Optional<Object> value(String name) {
    return Optional.ofNullable(members.get(name));
  }

  public Lenient object(String name) {
    return of(members.get(name));
  }

  public List<Object> list(String name) {
    return members.get(name) instanceof List<?> list
        ? list.stream().map(Object.class::cast).toList()
        : List.of();
  }

  public List<String> texts(String name) {
    return list(name).stream().filter(String.class::isInstance).map(String.class::cast).toList();
  }

  public Stream<Lenient> objects(String name) {
    return list(name).stream().filter(Map.class::isInstance).map(Lenient::of);
  }

  /** This object's members, and the other's where this one has none of that name. */
  public Lenient over(Lenient other) {
    if (other.members.isEmpty()) {
      return this;
    }
    var both = new LinkedHashMap<>(other.members);
    both.putAll(members);
    return new Lenient(both);
  }
}
