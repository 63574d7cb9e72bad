package io.backplane.sdk;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a driver is asked to do.
 *
 * @param params completed with defaults and checked, where the command is declared
 */
public record Request(String command, Map<String, Object> params) {

  public Request {
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(params, "params");
  }

  /** A parameter that is required to be a number. */
  public double number(String name) {
    return of(name, Number.class).doubleValue();
  }

  /** A parameter that is required to be an integer. */
  public long whole(String name) {
    return of(name, Number.class).longValue();
  }

  /** A parameter that is required to be a text. */
  public String text(String name) {
    return of(name, String.class);
  }

  /** A parameter that is required to be a list. */
  public List<?> list(String name) {
    return of(name, List.class);
  }

  private <T> T of(String name, Class<T> type) {
    Object value = params.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          name + ": is no " + type.getSimpleName().toLowerCase(java.util.Locale.ROOT));
    }
    return type.cast(value);
  }
}
