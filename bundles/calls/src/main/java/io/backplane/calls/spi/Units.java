package io.backplane.calls.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The units that can be called now. Thread-safe. */
@ProviderType
public interface Units {

  /**
   * Plugs a unit in. Its gate is open.
   *
   * @param kind {@code plugin}, {@code driver}, {@code service}, {@code target}
   * @param name lower-case letters, digits, {@code . _ -}, 1 to 64, a letter first; unique over all
   *     kinds
   * @throws RefusedException {@link Refusal.Conflict} when the name is taken, {@link
   *     Refusal.Invalid} for its form
   */
  Registration register(String kind, String name, Unit unit, UnitOptions options);

  /** Every unit, sorted by name. */
  List<UnitStatus> all();

  /**
   * @param ref a name, or {@code kind:name}
   */
  Optional<UnitStatus> find(String ref);

  /**
   * How long the calls of a unit took lately.
   *
   * @param ref a name, or {@code kind:name}
   */
  Optional<Latency> latency(String ref);

  /**
   * Calls in the order in which they ended.
   *
   * @param missed how many ended before these and are not kept any more
   * @param next where to go on
   */
  record EndedCalls(List<CallRecord> calls, long missed, long next) {}

  /**
   * The calls that ended since, oldest first, for looking again and again.
   *
   * @param from {@link EndedCalls#next} of the time before; 0 for all that are kept
   */
  EndedCalls endedSince(long from);

  /**
   * The newest ended calls, newest first; the ring keeps 1,000.
   *
   * @param unit a name, or empty for all
   */
  List<CallRecord> recent(String unit, int limit);
}
