package io.backplane.governance.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A command that is carried out for somebody who need not wait.
 *
 * @param params sensitive ones are masked
 * @param attempts how often it was begun
 * @param reason why it is where it is, such as what it failed with; may be empty
 * @param answer once it has ended, and its call with it
 */
public record Task(
    long id,
    String unit,
    String command,
    Map<String, Object> params,
    String owner,
    String by,
    boolean idempotent,
    String state,
    Instant createdAt,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt,
    long attempts,
    String reason,
    Optional<Answer> answer) {

  /**
   * What the call ended with.
   *
   * @param code 0 for {@code done}
   * @param value of JDK value types; the beginning of its JSON text where it was cut
   * @param cut whether it was longer than what is kept
   */
  public record Answer(int code, Object value, boolean cut) {}

  public boolean ended() {
    return Lifecycles.TASK.isFinal(state);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map =
        Values.map(
            "id", id,
            "unit", unit,
            "command", command,
            "params", params,
            "owner", owner,
            "by", by,
            "idempotent", idempotent,
            "state", state,
            "createdAt", createdAt.toString(),
            "startedAt", startedAt.map(Instant::toString).orElse(null),
            "endedAt", endedAt.map(Instant::toString).orElse(null),
            "attempts", attempts,
            "reason", reason);
    answer.ifPresent(
        it -> {
          map.put("code", it.code());
          map.put("result", it.value());
          map.put("cut", it.cut());
        });
    return map;
  }
}
