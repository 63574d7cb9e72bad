package io.backplane.api.call;

import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * On whose behalf and under which limits a call is made.
 *
 * @param principal the authenticated name, {@code local} for the unix socket, {@code kernel} for
 *     the kernel itself
 * @param owner whom caps are counted for
 * @param cohort the group of callers a deployment may route apart, empty for none
 * @param totalLimit from acceptance to terminal, queueing included; zero for none
 * @param idleLimit between two signs of life of the unit; zero for none
 * @param traceId 32 hexadecimal digits as in W3C Trace Context; empty lets the switchboard make one
 * @param parents names of the units this call is made inside of, outermost first
 * @param mode normal or shadow
 * @param idempotencyKey empty for none
 */
public record CallContext(
    String principal,
    String owner,
    String cohort,
    Duration totalLimit,
    Duration idleLimit,
    String traceId,
    List<String> parents,
    CallMode mode,
    String idempotencyKey) {

  /** Total limit of a call that names none. */
  public static final Duration TOTAL_LIMIT = Duration.ofMinutes(10);

  /** Idle limit of a call that names none. */
  public static final Duration IDLE_LIMIT = Duration.ofSeconds(60);

  /** The deepest chain of calls inside calls. */
  public static final int DEPTH_MAX = 16;

  public CallContext {
    Objects.requireNonNull(principal, "principal");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(cohort, "cohort");
    Objects.requireNonNull(traceId, "traceId");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(idempotencyKey, "idempotencyKey");
    parents = List.copyOf(parents);
    notNegative("totalLimit", totalLimit);
    notNegative("idleLimit", idleLimit);
  }

  private static void notNegative(String field, Duration limit) {
    if (limit.isNegative()) {
      throw new RefusedException(new Refusal.Invalid(field, "must not be negative"));
    }
  }

  /** A context with every default, for this principal and owner. */
  public static CallContext of(String principal) {
    return new CallContext(
        principal, principal, "", TOTAL_LIMIT, IDLE_LIMIT, "", List.of(), CallMode.NORMAL, "");
  }

  /** The same context with other limits; zero for none. */
  public CallContext limits(Duration total, Duration idle) {
    return new CallContext(
        principal, owner, cohort, total, idle, traceId, parents, mode, idempotencyKey);
  }

  /** The same context under another trace id. */
  public CallContext traced(String id) {
    return new CallContext(
        principal, owner, cohort, totalLimit, idleLimit, id, parents, mode, idempotencyKey);
  }

  /** The same context, one unit deeper. */
  public CallContext inside(String unit) {
    var chain = new java.util.ArrayList<>(parents);
    chain.add(unit);
    return new CallContext(
        principal, owner, cohort, totalLimit, idleLimit, traceId, chain, mode, idempotencyKey);
  }

  /** The same context for another cohort of callers. */
  public CallContext cohort(String name) {
    return new CallContext(
        principal, owner, name, totalLimit, idleLimit, traceId, parents, mode, idempotencyKey);
  }
}
