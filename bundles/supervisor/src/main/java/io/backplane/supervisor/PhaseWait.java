package io.backplane.supervisor;

import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Supervisor;
import io.backplane.supervisor.spi.UnitState;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Waits until a unit is in one of some phases. */
record PhaseWait(String id, Set<Phase> wished) {

  /**
   * @return the state then, or what it was when the limit passed
   */
  UnitState of(Supervisor supervisor, Supplier<UnitState> state, Duration limit)
      throws InterruptedException {
    var there = new CompletableFuture<UnitState>();
    try (Supervisor.Subscription _ =
        supervisor.listen(
            (_, after) -> {
              if (after.id().equals(id) && wished.contains(after.phase())) {
                there.complete(after);
              }
            })) {
      UnitState now = state.get();
      return wished.contains(now.phase())
          ? now
          : there.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return state.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }
}
