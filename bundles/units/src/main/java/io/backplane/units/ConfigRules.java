package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.Defaults;
import io.backplane.meta.spi.Validator;
import io.backplane.meta.spi.Violation;
import io.backplane.units.spi.ConfigRevision.Change;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How layers of a configuration become one, and whether that fits. */
final class ConfigRules {

  /** What only says that something is not there yet. */
  private static final Set<String> MISSING =
      Set.of("required field missing", "required key missing");

  private ConfigRules() {}

  /** The instance's over its package's over the fields' own defaults; objects member by member. */
  static Map<String, Object> effective(
      Meta meta, Map<String, Object> defaults, Map<String, Object> config) {
    return Defaults.fill(meta.config().fields(), over(defaults, config));
  }

  /** One layer over another; objects member by member. */
  static Map<String, Object> over(Map<?, ?> below, Map<?, ?> above) {
    var merged = new LinkedHashMap<String, Object>();
    below.forEach((name, value) -> merged.put((String) name, value));
    above.forEach(
        (name, value) ->
            merged.merge(
                (String) name,
                value,
                (old, now) ->
                    old instanceof Map<?, ?> o && now instanceof Map<?, ?> n ? over(o, n) : now));
    return merged;
  }

  /**
   * What is given, save where it only says again what services want: there the instance's own stays
   * as it was.
   */
  static Map<String, Object> own(Map<?, ?> given, Map<String, Object> overrides, Map<?, ?> before) {
    Map<String, Object> own = over(Map.of(), given);
    overrides.forEach(
        (name, wanted) -> {
          Object value = own.get(name);
          Object old = before.get(name);
          if (value instanceof Map<?, ?> members && wanted instanceof Map<?, ?> part) {
            Map<?, ?> oldMembers = old instanceof Map<?, ?> map ? map : Map.of();
            own.put(name, own(members, over(Map.of(), part), oldMembers));
          } else if (same(value, wanted)) {
            own.computeIfPresent(name, (_, _) -> old);
          }
        });
    return own;
  }

  /** As JSON has it, where 1 is 1.0. */
  private static boolean same(Object one, Object other) {
    return one instanceof Number a && other instanceof Number b
        ? new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0
        : Objects.equals(one, other);
  }

  /** Sentences; empty for a configuration that fits. */
  static List<String> problems(Meta meta, Map<String, Object> effective) {
    return Validator.checkConfig(meta.config().fields(), effective).stream()
        .map(violation -> "config." + violation.text())
        .toList();
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} naming the first field that does not fit
   */
  static void check(Meta meta, Map<String, Object> effective) {
    refuse(Validator.checkConfig(meta.config().fields(), effective).stream().findFirst());
  }

  /** As {@link #check}, but what is missing may still come. */
  static void checkIncomplete(Meta meta, Map<String, Object> effective) {
    refuse(
        Validator.checkConfig(meta.config().fields(), effective).stream()
            .filter(violation -> !MISSING.contains(violation.message()))
            .findFirst());
  }

  private static void refuse(Optional<Violation> violation) {
    violation.ifPresent(
        found -> {
          throw new RefusedException(
              new Refusal.Invalid("config." + found.path(), ": " + found.message()));
        });
  }

  /**
   * What changed from one configuration to the next, masked, by field down to the members of
   * objects.
   */
  static List<Change> changes(
      List<FieldMeta> fields, Map<String, Object> before, Map<String, Object> after) {
    var changes = new ArrayList<Change>();
    Map<String, Object> maskedBefore = SealedConfig.mask(fields, before);
    Map<String, Object> maskedAfter = SealedConfig.mask(fields, after);
    compare("", before, after, maskedBefore, maskedAfter, changes);
    return changes;
  }

  private static void compare(
      String path,
      Map<?, ?> before,
      Map<?, ?> after,
      Map<?, ?> maskedBefore,
      Map<?, ?> maskedAfter,
      List<Change> changes) {
    var names = new LinkedHashSet<Object>(before.keySet());
    names.addAll(after.keySet());
    for (Object name : names) {
      String inner = path.isEmpty() ? name.toString() : path + "." + name;
      boolean objects =
          maskedBefore.get(name) instanceof Map && maskedAfter.get(name) instanceof Map;
      if (objects) {
        compare(
            inner,
            (Map<?, ?>) before.get(name),
            (Map<?, ?>) after.get(name),
            (Map<?, ?>) maskedBefore.get(name),
            (Map<?, ?>) maskedAfter.get(name),
            changes);
      } else if (!Objects.equals(before.get(name), after.get(name))) {
        changes.add(new Change(inner, maskedBefore.get(name), maskedAfter.get(name)));
      }
    }
  }
}
