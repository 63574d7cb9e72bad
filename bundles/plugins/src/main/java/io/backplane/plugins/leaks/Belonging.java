package io.backplane.plugins.leaks;

/** What belongs to a class loader: itself, its classes, their instances, and loaders below it. */
record Belonging(ClassLoader loader) {

  boolean has(Object thing) {
    return switch (thing) {
      case null -> false;
      case ClassLoader other when isIn(other) -> true;
      case Class<?> type -> isIn(type.getClassLoader());
      default -> isIn(thing.getClass().getClassLoader());
    };
  }

  private boolean isIn(ClassLoader other) {
    for (ClassLoader at = other; at != null; at = at.getParent()) {
      if (at == loader) {
        return true;
      }
    }
    return false;
  }

  /** What to call a thing that belongs to it. */
  String name(Object thing) {
    return switch (thing) {
      case ClassLoader _ -> "class loader";
      case Class<?> type -> type.getTypeName();
      default -> thing.getClass().getTypeName();
    };
  }
}
