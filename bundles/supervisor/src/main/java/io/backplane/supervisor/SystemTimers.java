package io.backplane.supervisor;

import java.time.Duration;

/** Timers on virtual threads: as many as there are waits, none while there are none. */
final class SystemTimers implements Workshop.Timers {

  @Override
  public void after(Duration pause, Runnable action) {
    Thread.ofVirtual()
        .name("timer")
        .start(
            () -> {
              try {
                Thread.sleep(pause);
                action.run();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }
}
