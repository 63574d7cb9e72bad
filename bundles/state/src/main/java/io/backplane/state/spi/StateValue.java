package io.backplane.state.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * What a key stands for.
 *
 * @param text at most {@link StateLimits#VALUE_BYTES_MAX} bytes in UTF-8
 */
public record StateValue(Type type, String text) {

  /** How the text is meant. */
  public enum Type {
    JSON,
    TEXT
  }

  /** What a deleted key stands for. */
  public static final StateValue NOTHING = new StateValue(Type.TEXT, "");

  /**
   * @throws RefusedException {@link Refusal.Invalid} for one that is too long
   */
  public StateValue {
    Objects.requireNonNull(type, "type");
    if (bytes(text) > StateLimits.VALUE_BYTES_MAX) {
      throw new RefusedException(
          new Refusal.Invalid(
              "value",
              "has %d bytes; at most %d are kept"
                  .formatted(bytes(text), StateLimits.VALUE_BYTES_MAX)));
    }
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for one that is too long
   */
  public static StateValue text(String text) {
    return new StateValue(Type.TEXT, text);
  }

  /**
   * One JSON value, kept as it is written.
   *
   * @throws RefusedException {@link Refusal.Invalid} for what is not JSON, too long or nested
   *     deeper than {@link Values#DEPTH_MAX}
   */
  public static StateValue json(String text) {
    var value = new StateValue(Type.JSON, text.strip());
    JsonText.check(value.text());
    return value;
  }

  /** Of the type that is named. */
  public static StateValue of(Type type, String text) {
    return switch (type) {
      case JSON -> json(text);
      case TEXT -> text(text);
    };
  }

  /** The bytes of its text. */
  public int size() {
    return bytes(text);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Text as it stands, JSON as JDK value types. */
  public Object toObject() {
    return type == Type.JSON ? JsonText.read(text) : text;
  }
}
