package io.backplane.meta;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Lays an overlay over a meta; both are plain JSON, so that nothing of the driver's gets lost. */
public final class OverlayMerge {

  private static final String UI = "ui";
  private static final Map<String, Class<?>> INFO =
      Map.of("health", String.class, "overlap", Boolean.class, "multiplex", Boolean.class);
  private static final Map<String, Class<?>> COMMAND =
      Map.of(
          "readOnly",
          Boolean.class,
          "idempotent",
          Boolean.class,
          "streaming",
          Boolean.class,
          "cancel",
          String.class,
          "timeoutMs",
          Number.class);
  private static final Map<String, Class<?>> FIELD = Map.of("sensitive", Boolean.class);

  private OverlayMerge() {}

  public static Map<String, Object> meta(Map<String, Object> meta, Map<String, Object> overlay) {
    only("overlay", overlay, Set.of("info", "config", "commands"));
    var merged = new LinkedHashMap<>(meta);
    if (overlay.containsKey("info")) {
      String who = meta.get("info") instanceof Map ? "info" : "driver";
      Map<String, Object> info = object("info", overlay.get("info"));
      only("info", info, Set.of(Meta.EXTENSION));
      merged.put(who, extended("info", Lenient.of(meta.get(who)).members(), info, INFO));
    }
    if (overlay.containsKey("config")) {
      Map<String, Object> config = object("config", overlay.get("config"));
      only("config", config, Set.of("fields"));
      var under = new LinkedHashMap<>(Lenient.of(meta.get("config")).members());
      fields("config", "fields", under, config);
      merged.put("config", under);
    }
    named("commands", "commands", merged, overlay, OverlayMerge::command);
    return merged;
  }

  private static Map<String, Object> command(
      String place, Map<String, Object> command, Map<String, Object> overlay) {
    only(place, overlay, Set.of("name", Meta.EXTENSION, UI, "params", "returns"));
    Map<String, Object> merged = extended(place, command, overlay, COMMAND);
    fields(place, "params", merged, overlay);
    inner(place, "returns", merged, overlay);
    return merged;
  }

  private static Map<String, Object> field(
      String place, Map<String, Object> field, Map<String, Object> overlay) {
    only(place, overlay, Set.of("name", Meta.EXTENSION, UI, "fields", "items"));
    Map<String, Object> merged = extended(place, field, overlay, FIELD);
    fields(place, "fields", merged, overlay);
    inner(place, "items", merged, overlay);
    return merged;
  }

  private static void fields(
      String place, String list, Map<String, Object> merged, Map<String, Object> overlay) {
    named(place + "." + list, list, merged, overlay, OverlayMerge::field);
  }

  /** A field that is found by its place, not by a name. */
  private static void inner(
      String place, String name, Map<String, Object> merged, Map<String, Object> overlay) {
    if (overlay.containsKey(name)) {
      String inside = place + "." + name;
      if (!(merged.get(name) instanceof Map)) {
        throw invalid(inside, "is not in the driver's meta");
      }
      Map<String, Object> over = object(inside, overlay.get(name));
      merged.put(name, field(inside, Lenient.of(merged.get(name)).members(), over));
    }
  }

  private interface Part {
    Map<String, Object> merge(String place, Map<String, Object> part, Map<String, Object> overlay);
  }

  private static void named(
      String place,
      String list,
      Map<String, Object> merged,
      Map<String, Object> overlay,
      Part part) {
    if (!overlay.containsKey(list)) {
      return;
    }
    if (!(overlay.get(list) instanceof List<?> overlays)) {
      throw invalid(place, "is not a list");
    }
    var parts = new ArrayList<>(Lenient.of(merged).list(list));
    for (Object over : overlays) {
      Map<String, Object> one = object(place, over);
      if (!(one.get("name") instanceof String name)) {
        throw invalid(place, "has an entry without a name");
      }
      String here = place + "." + name;
      int index = index(parts, name);
      if (index < 0) {
        throw invalid(here, "is not in the driver's meta");
      }
      parts.set(index, part.merge(here, Lenient.of(parts.get(index)).members(), one));
    }
    merged.put(list, parts);
  }

  private static int index(List<Object> parts, String name) {
    for (int i = 0; i < parts.size(); i++) {
      if (parts.get(i) instanceof Map<?, ?> part && name.equals(part.get("name"))) {
        return i;
      }
    }
    return -1;
  }

  /** The driver's object with the overlay's extension and ui in it. */
  private static Map<String, Object> extended(
      String place,
      Map<String, Object> part,
      Map<String, Object> overlay,
      Map<String, Class<?>> known) {
    var merged = new LinkedHashMap<>(part);
    if (overlay.containsKey(Meta.EXTENSION)) {
      String inside = place + "." + Meta.EXTENSION;
      Map<String, Object> extension = object(inside, overlay.get(Meta.EXTENSION));
      extension.forEach((name, value) -> checked(inside, name, value, known));
      merged.put(Meta.EXTENSION, replaced(part.get(Meta.EXTENSION), extension));
    }
    if (overlay.containsKey(UI)) {
      merged.put(UI, replaced(part.get(UI), object(place + "." + UI, overlay.get(UI))));
    }
    return merged;
  }

  private static Map<String, Object> replaced(Object members, Map<String, Object> overlay) {
    var merged = new LinkedHashMap<>(Lenient.of(members).members());
    overlay.forEach(
        (name, value) -> {
          if (value == null) {
            merged.remove(name);
          } else {
            merged.put(name, value);
          }
        });
    return merged;
  }

  private static void checked(
      String place, String name, Object value, Map<String, Class<?>> known) {
    Class<?> type = known.get(name);
    if (type == null) {
      throw invalid(
          place + "." + name,
          "is not known; there are "
              + String.join(", ", known.keySet().stream().sorted().toList()));
    }
    if (value != null && !type.isInstance(value)) {
      throw invalid(
          place + "." + name, "is not a " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }
  }

  private static Map<String, Object> object(String place, Object value) {
    if (!(value instanceof Map)) {
      throw invalid(place, "is not an object");
    }
    return Lenient.of(value).members();
  }

  private static void only(String place, Map<String, Object> overlay, Set<String> allowed) {
    for (String name : overlay.keySet()) {
      if (!allowed.contains(name)) {
        throw invalid(place + "." + name, "cannot be set by an overlay");
      }
    }
  }

  private static RefusedException invalid(String place, String reason) {
    return new RefusedException(new Refusal.Invalid(place, reason));
  }
}
