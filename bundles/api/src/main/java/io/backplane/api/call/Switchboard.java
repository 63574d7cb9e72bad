package io.backplane.api.call;

import io.backplane.api.meta.Meta;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where every call goes through. Finds the unit, waits at its gate and in its queue, keeps the
 * limits, counts, and ends the call in every case. Thread-safe.
 */
@ProviderType
public interface Switchboard {

  /**
   * Makes a call and returns at once. What cannot be done arrives as {@link CallSink#refused}: no
   * such unit ({@link Refusal.NotFound}), a full queue or a closed unit ({@link Refusal.Busy}), a
   * chain deeper than {@link CallContext#DEPTH_MAX} ({@link Refusal.OverCap}), and what a {@link
   * CallGuard} says.
   *
   * @return a handle that cancels: the sink then gets {@link CallFault#CANCELLED}
   */
  Call call(CallRequest request, CallSink sink);

  /**
   * What a unit offers now; empty when there is no such unit.
   *
   * @param unit a name, or {@code kind:name}
   */
  Optional<Meta> meta(String unit);
}
