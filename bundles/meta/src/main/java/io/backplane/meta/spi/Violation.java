package io.backplane.meta.spi;

import io.backplane.api.call.Values;
import java.util.Map;

/**
 * Why a value does not fit.
 *
 * @param path of the value: {@code host}, {@code tls.port}, {@code units[0].id}
 * @param message such as {@code expected string}
 */
public record Violation(String path, String message) {

  /** As drivers say it. */
  public String text() {
    return path + ": " + message;
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map("path", path, "message", message);
  }
}
