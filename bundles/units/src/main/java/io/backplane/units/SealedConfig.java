package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.FieldMeta;
import io.backplane.meta.spi.SensitiveFields;
import io.backplane.security.spi.Secrets;
import io.backplane.units.spi.Instances;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Configurations at rest and in outputs. What was sealed is opened wherever it stands, also when
 * the meta does not call it sensitive any more.
 */
final class SealedConfig {

  private final Secrets secrets;

  SealedConfig(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * @param owner whose configuration it is; it opens for nobody else
   */
  Map<String, Object> seal(String owner, List<FieldMeta> fields, Map<String, Object> plain) {
    return SensitiveFields.map(
        fields, plain, (path, value) -> secrets.seal(Json.text(value), owner + "/" + path));
  }

  /** As {@link #seal}, for words that are sensitive one and all. */
  Map<String, String> sealWords(String owner, Map<String, String> plain) {
    var sealed = new LinkedHashMap<String, String>();
    plain.forEach((name, word) -> sealed.put(name, secrets.seal(word, owner + "/env/" + name)));
    return sealed;
  }

  Map<String, String> openWords(String owner, Map<String, String> sealed) {
    var plain = new LinkedHashMap<String, String>();
    sealed.forEach((name, word) -> plain.put(name, secrets.open(word, owner + "/env/" + name)));
    return plain;
  }

  Map<String, Object> open(String owner, Map<String, Object> sealed) {
    return openMap(owner, "", sealed);
  }

  private Map<String, Object> openMap(String owner, String path, Map<?, ?> map) {
    var opened = new LinkedHashMap<String, Object>();
    map.forEach((name, value) -> opened.put((String) name, open(owner, join(path, name), value)));
    return opened;
  }

  private static String join(String path, Object name) {
    return path.isEmpty() ? name.toString() : path + "." + name;
  }

  private Object open(String owner, String path, Object value) {
    return switch (value) {
      case String text when text.startsWith(Secrets.PREFIX) ->
          Json.value(secrets.open(text, owner + "/" + path));
      case Map<?, ?> map -> openMap(owner, path, map);
      case List<?> list -> {
        var opened = new ArrayList<>(list.size());
        for (Object item : list) {
          opened.add(open(owner, path + "[" + opened.size() + "]", item));
        }
        yield opened;
      }
      case null, default -> value;
    };
  }

  static Map<String, Object> mask(List<FieldMeta> fields, Map<String, Object> plain) {
    return SensitiveFields.map(fields, plain, _ -> Instances.MASK);
  }

  /** What is sealed, masked: for whoever does not know the fields. */
  static Map<String, Object> masked(Map<String, Object> sealed) {
    var masked = new LinkedHashMap<String, Object>();
    sealed.forEach((name, value) -> masked.put(name, maskedValue(value)));
    return masked;
  }

  private static Object maskedValue(Object value) {
    return switch (value) {
      case String text when text.startsWith(Secrets.PREFIX) -> Instances.MASK;
      case Map<?, ?> map -> {
        var members = new LinkedHashMap<String, Object>();
        map.forEach((name, member) -> members.put((String) name, maskedValue(member)));
        yield members;
      }
      case List<?> list -> list.stream().map(SealedConfig::maskedValue).toList();
      case null, default -> value;
    };
  }

  /**
   * Puts back what a mask stands for.
   *
   * @param known where the masked value is taken from, at the same path
   * @throws RefusedException {@link Refusal.Invalid} for a mask that stands for nothing, and for
   *     text that would be taken for a sealed one
   */
  static Map<String, Object> unmask(
      List<FieldMeta> fields, Map<String, Object> given, Map<String, Object> known) {
    refuseSealed("config", given);
    var values = new HashMap<String, Object>();
    SensitiveFields.map(fields, known, (path, value) -> keep(values, path, value));
    return SensitiveFields.map(
        fields, given, (path, value) -> Instances.MASK.equals(value) ? meant(values, path) : value);
  }

  private static Object keep(Map<String, Object> values, String path, Object value) {
    values.put(path, value);
    return value;
  }

  private static Object meant(Map<String, Object> values, String path) {
    Object value = values.get(path);
    if (value == null) {
      throw new RefusedException(
          new Refusal.Invalid("config." + path, "is masked, but there is no value behind it"));
    }
    return value;
  }

  private static void refuseSealed(String path, Object value) {
    switch (value) {
      case String text when text.startsWith(Secrets.PREFIX) ->
          throw new RefusedException(
              new Refusal.Invalid(path, "may not begin with '" + Secrets.PREFIX + "'"));
      case Map<?, ?> map -> map.forEach((name, member) -> refuseSealed(path + "." + name, member));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          refuseSealed(path + "[" + i + "]", list.get(i));
        }
      }
      case null, default -> {}
    }
  }
}
