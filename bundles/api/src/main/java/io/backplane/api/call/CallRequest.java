package io.backplane.api.call;

import java.util.Map;
import java.util.Objects;

/**
 * One command for one unit.
 *
 * @param unit a name, or {@code kind:name}
 * @param command as the unit's meta declares it
 * @param params JDK value types, see {@link Values}; null is allowed as a value
 * @param stream whether the caller wants the command treated as streaming whatever the meta says
 * @param context on whose behalf and under which limits
 */
public record CallRequest(
    String unit, String command, Map<String, Object> params, boolean stream, CallContext context) {

  public CallRequest {
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(command, "command");
    Objects.requireNonNull(context, "context");
    params = Values.copyOf("params", params);
  }

  /** A call from inside another one: the nested call keeps the caller's limits, owner and trace. */
  public static CallRequest within(
      CallContext context, String unit, String command, Map<String, Object> params) {
    return builder(unit, command).params(params).context(context).build();
  }

  public static Builder builder(String unit, String command) {
    return new Builder(unit, command);
  }

  /** Collects what a request needs; not thread-safe. */
  public static final class Builder {
    private final String unit;
    private final String command;
    private Map<String, Object> params = Map.of();
    private boolean stream;
    private CallContext context = CallContext.of("kernel");

    private Builder(String unit, String command) {
      this.unit = unit;
      this.command = command;
    }

    public Builder params(Map<String, Object> params) {
      this.params = params;
      return this;
    }

    public Builder stream(boolean stream) {
      this.stream = stream;
      return this;
    }

    public Builder context(CallContext context) {
      this.context = context;
      return this;
    }

    /**
     * @throws RefusedException {@link Refusal.Invalid} for a parameter that is not of a JDK value
     *     type
     */
    public CallRequest build() {
      return new CallRequest(unit, command, params, stream, context);
    }
  }
}
