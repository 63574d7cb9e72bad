package io.backplane.meta.spi;

import io.backplane.api.meta.Limits;
import io.backplane.meta.spi.FieldDiff.Side;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Compares what two versions of a field let through. */
final class LimitsDiff {

  private final Side side;
  private final BiConsumer<Bump, String> found;

  LimitsDiff(Side side, BiConsumer<Bump, String> found) {
    this.side = side;
    this.found = found;
  }

  void compare(Limits before, Limits after) {
    least("min", before.min(), after.min());
    most("max", before.max(), after.max());
    least("minLength", before.minLength(), after.minLength());
    most("maxLength", before.maxLength(), after.maxLength());
    least("minItems", before.minItems(), after.minItems());
    most("maxItems", before.maxItems(), after.maxItems());
    text("pattern", before.pattern(), after.pattern());
    text("format", before.format(), after.format());
    choices(before.values(), after.values());
  }

  private <N extends Number & Comparable<N>> void least(
      String name, Optional<N> before, Optional<N> after) {
    if (!before.equals(after)) {
      boolean lower =
          after.isEmpty() || before.isPresent() && after.get().compareTo(before.get()) < 0;
      moved(name, lower, before.map(LimitsDiff::said), after.map(LimitsDiff::said));
    }
  }

  private <N extends Number & Comparable<N>> void most(
      String name, Optional<N> before, Optional<N> after) {
    if (!before.equals(after)) {
      boolean higher =
          after.isEmpty() || before.isPresent() && after.get().compareTo(before.get()) > 0;
      moved(name, higher, before.map(LimitsDiff::said), after.map(LimitsDiff::said));
    }
  }

  /** Which of two expressions lets more through is not known: both sides are hurt. */
  private void text(String name, String before, String after) {
    if (before.equals(after)) {
      return;
    }
    if (before.isEmpty() || after.isEmpty()) {
      moved(
          name,
          after.isEmpty(),
          Optional.of(before).filter(text -> !text.isEmpty()),
          Optional.of(after).filter(text -> !text.isEmpty()));
    } else {
      found.accept(Bump.MAJOR, "has the %s %s, had %s".formatted(name, after, before));
    }
  }

  private void moved(String limit, boolean wider, Optional<String> before, Optional<String> after) {
    found.accept(
        wider ? side.widened : side.narrowed,
        "has the %s %s, had %s".formatted(limit, after.orElse("none"), before.orElse("none")));
  }

  private void choices(List<Object> before, List<Object> after) {
    if (before.isEmpty() && after.isEmpty()) {
      return;
    }
    if (after.isEmpty()) {
      found.accept(side.widened, "may be anything now");
    } else if (before.isEmpty()) {
      found.accept(side.narrowed, "may only be " + listed(after) + " now");
    } else {
      List<Object> fewer = without(before, after);
      List<Object> more = without(after, before);
      if (!fewer.isEmpty()) {
        found.accept(side.narrowed, "may not be " + listed(fewer) + " any more");
      }
      if (!more.isEmpty()) {
        found.accept(side.widened, "may be " + listed(more) + " now");
      }
    }
  }

  private static List<Object> without(List<Object> values, List<Object> others) {
    return values.stream()
        .filter(value -> others.stream().noneMatch(other -> said(other).equals(said(value))))
        .toList();
  }

  private static String listed(List<Object> values) {
    return String.join(", ", values.stream().map(LimitsDiff::said).toList());
  }

  /** A value in one line; 3 and 3.0 are the same. */
  static String said(Object value) {
    return value instanceof Double number && number == number.longValue()
        ? String.valueOf(number.longValue())
        : String.valueOf(value);
  }
}
