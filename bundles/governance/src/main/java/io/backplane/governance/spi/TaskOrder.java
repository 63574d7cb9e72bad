package io.backplane.governance.spi;

import io.backplane.api.call.Values;
import java.util.Map;

/**
 * What a task is to do.
 *
 * @param unit a name, or {@code kind:name}
 * @param params of JDK value types
 * @param owner whom caps are counted for, and whose the call is
 * @param by who asks
 * @param idempotent whether it may be carried out again when the kernel ended meanwhile; a command
 *     whose meta says so may in any case
 */
public record TaskOrder(
    String unit,
    String command,
    Map<String, Object> params,
    String owner,
    String by,
    boolean idempotent) {

  public TaskOrder {
    params = Values.copyOf("params", params);
  }
}
