package io.backplane.meta.spi;

import io.backplane.api.call.Values;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.meta.spi.MetaDiff.Change;
import java.util.List;
import java.util.Optional;

/** Compares fields by name, down through members and items. */
final class FieldDiff {

  /** Which way values go; what is allowed less hurts who gives, what is promised less who takes. */
  enum Side {
    IN(Bump.MAJOR, Bump.MINOR),
    OUT(Bump.MINOR, Bump.MAJOR);

    final Bump narrowed;
    final Bump widened;

    Side(Bump narrowed, Bump widened) {
      this.narrowed = narrowed;
      this.widened = widened;
    }
  }

  private final String kind;
  private final Side side;
  private final List<Change> found;

  /**
   * @param kind first word of each subject
   */
  FieldDiff(String kind, Side side, List<Change> found) {
    this.kind = kind;
    this.side = side;
    this.found = found;
  }

  /**
   * @param path of what holds the fields; empty for none
   * @param filled whether defaults stand in for what is not given here
   */
  void members(String path, List<FieldMeta> before, List<FieldMeta> after, boolean filled) {
    for (Paired<FieldMeta> pair : Paired.of(before, after, FieldMeta::name)) {
      String inner = path.isEmpty() ? pair.name() : path + "." + pair.name();
      if (pair.after().isEmpty()) {
        add(Bump.MAJOR, inner, "is gone");
      } else if (pair.before().isEmpty()) {
        appeared(inner, pair.after().get(), filled);
      } else {
        member(inner, pair.before().get(), pair.after().get(), filled);
      }
    }
  }

  private void appeared(String path, FieldMeta field, boolean filled) {
    boolean demanded = side == Side.IN && demands(field, filled);
    add(demanded ? Bump.MAJOR : Bump.MINOR, path, demanded ? "is new and required" : "is new");
  }

  private void member(String path, FieldMeta before, FieldMeta after, boolean filled) {
    boolean was = needed(before, filled);
    boolean is = needed(after, filled);
    if (was != is) {
      add(is ? side.narrowed : side.widened, path, is ? "is required now" : "is optional now");
    } else if (side == Side.IN && !usual(before).equals(usual(after))) {
      boolean secret = before.sensitive() || after.sensitive();
      add(
          Bump.MINOR,
          path,
          secret
              ? "has another default"
              : "has the default %s, had %s".formatted(usual(after), usual(before)));
    }
    value(path, before, after, filled);
  }

  /** Members of an object that is filled are needed, or not, each for itself. */
  private boolean needed(FieldMeta field, boolean filled) {
    if (side == Side.OUT || !filled) {
      return field.required();
    }
    return field.required() && field.defaultValue().isEmpty() && !hasMembers(field);
  }

  /** Whether who has never heard of a field makes calls that it refuses. */
  private static boolean demands(FieldMeta field, boolean filled) {
    if (!filled) {
      return field.required();
    }
    if (field.defaultValue().isPresent()) {
      return false;
    }
    return hasMembers(field)
        ? field.fields().stream().anyMatch(member -> demands(member, true))
        : field.required();
  }

  private static boolean hasMembers(FieldMeta field) {
    return field.type() == FieldType.OBJECT && !field.fields().isEmpty();
  }

  private static String usual(FieldMeta field) {
    return field.defaultValue().map(LimitsDiff::said).orElse("none");
  }

  /** Compares what has no name of its own. */
  void field(String path, FieldMeta before, FieldMeta after) {
    value(path, before, after, false);
  }

  private void value(String path, FieldMeta before, FieldMeta after, boolean filled) {
    if (before.type() != after.type()) {
      type(path, before.type(), after.type());
    }
    new LimitsDiff(side, (bump, what) -> add(bump, path, what))
        .compare(before.limits(), after.limits());
    keys(path, before, after);
    members(path, before.fields(), after.fields(), filled);
    items(path, before.items(), after.items());
  }

  private void type(String path, FieldType before, FieldType after) {
    Bump bump = Bump.MAJOR;
    if (isWider(after, before)) {
      bump = side.widened;
    } else if (isWider(before, after)) {
      bump = side.narrowed;
    }
    add(bump, path, "is %s, was %s".formatted(Values.word(after), Values.word(before)));
  }

  private static boolean isWider(FieldType wide, FieldType narrow) {
    return switch (wide) {
      case ANY -> true;
      case DOUBLE -> narrow == FieldType.INT || narrow == FieldType.INT64;
      case INT64 -> narrow == FieldType.INT;
      case STRING -> narrow == FieldType.ENUM;
      case INT, BOOL, OBJECT, ARRAY, ENUM -> false;
    };
  }

  private void keys(String path, FieldMeta before, FieldMeta after) {
    for (String key : after.requiredKeys()) {
      if (!before.requiredKeys().contains(key)) {
        add(side.narrowed, path, "requires the key " + key + " now");
      }
    }
    for (String key : before.requiredKeys()) {
      if (!after.requiredKeys().contains(key)) {
        add(side.widened, path, "does not require the key " + key + " any more");
      }
    }
    if (before.additionalProperties() != after.additionalProperties()) {
      add(
          after.additionalProperties() ? side.widened : side.narrowed,
          path,
          after.additionalProperties() ? "may have other keys now" : "may have no other keys now");
    }
  }

  private void items(String path, Optional<FieldMeta> before, Optional<FieldMeta> after) {
    if (before.isPresent() && after.isPresent()) {
      value(path + "[]", before.get(), after.get(), false);
    } else if (after.isPresent()) {
      add(side.narrowed, path + "[]", "is " + Values.word(after.get().type()) + ", was anything");
    } else if (before.isPresent()) {
      add(side.widened, path + "[]", "is anything, was " + Values.word(before.get().type()));
    }
  }

  private void add(Bump bump, String path, String what) {
    found.add(new Change(bump, (kind + " " + path).strip(), what));
  }
}
