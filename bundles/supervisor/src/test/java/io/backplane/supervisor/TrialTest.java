package io.backplane.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.spi.DriverEvent;
import io.backplane.supervisor.spi.LogStream;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Trial;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Processes that are tried out. */
class TrialTest {

  @AutoClose private final Rig rig = new Rig();

  /** Is slow to take the first line. */
  private static final class Slow implements Trial.Listener {
    private final CompletableFuture<Trial> trial = new CompletableFuture<>();
    private final List<String> lines = new CopyOnWriteArrayList<>();

    @Override
    public void event(DriverEvent event) {}

    @Override
    public void line(LogStream stream, String text) {
      if (lines.isEmpty()) {
        awaitEnd();
      }
      lines.add(text);
    }

    private void awaitEnd() {
      try {
        trial.join().exit().get(500, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // it waits for this line
      } catch (InterruptedException | ExecutionException e) {
        throw new AssertionError(e);
      }
    }
  }

  @Test
  void its_end_is_told_behind_all_that_it_has_said() throws Exception {
    var slow = new Slow();
    try (Trial trial =
        rig.supervisor().attempt(rig.shell("t", "echo one; echo two"), Preparation.NONE, slow)) {
      slow.trial.complete(trial);
      assertThat(
              trial
                  .exit()
                  .thenApply(_ -> List.copyOf(slow.lines))
                  .get(Rig.LIMIT.toSeconds(), TimeUnit.SECONDS))
          .containsExactly("one", "two");
    }
  }
}
