package io.backplane.meta.spi;

import io.backplane.api.call.Values;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A file of TypeScript declarations.
 *
 * @param id letters, digits, {@code . _ -}
 * @param path below the directory of all of them
 * @param kind {@code runtime}, {@code driver}, {@code plugin}, {@code service}, {@code target},
 *     {@code index}
 * @param source makes its text
 */
public record TypesFile(String id, String path, String kind, Supplier<String> source) {

  /** With a newline at its end. */
  public String text() {
    return source.get();
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map("id", id, "path", path, "kind", kind);
  }
}
