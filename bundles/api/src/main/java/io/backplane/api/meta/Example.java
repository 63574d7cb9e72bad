package io.backplane.api.meta;

import io.backplane.api.call.Values;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A call as it may be made.
 *
 * @param mode {@code stdio} or {@code console}; empty for both
 * @param params what to call with
 * @param expectedOutput what {@code done} carries then; empty where it is not told
 */
public record Example(
    String description, String mode, Map<String, Object> params, Optional<Object> expectedOutput) {

  public Example {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(mode, "mode");
    params = Values.copyOf("params", params);
    expectedOutput = expectedOutput.map(value -> Values.copyOf("expectedOutput", value));
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return new Members()
        .text("description", description)
        .text("mode", mode)
        .always("params", params)
        .value("expectedOutput", expectedOutput)
        .map();
  }
}
