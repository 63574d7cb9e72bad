package io.backplane.host.js;

/** What a built-in module throws into JavaScript. */
public final class Fault extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final String type;

  private Fault(String type, String message) {
    super(message);
    this.type = type;
  }

  /** A JavaScript {@code TypeError}: it was called wrongly. */
  public static Fault type(String message) {
    return new Fault("TypeError", message);
  }

  /** A JavaScript {@code InternalError}: it was called well, and could not be done. */
  public static Fault internal(String message) {
    return new Fault("InternalError", message);
  }

  /** A plain JavaScript {@code Error}. */
  public static Fault error(String message) {
    return new Fault("Error", message);
  }

  /** The name of the JavaScript class. */
  String type() {
    return type;
  }
}
