package io.backplane.calls;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.testing.Await;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A command that stays inside {@code Unit.call} until it is interrupted or let go. */
final class Inside implements Stub.Command {

  private final AtomicInteger entered = new AtomicInteger();
  private final AtomicInteger interrupts = new AtomicInteger();
  private final AtomicInteger cancels = new AtomicInteger();
  private final CountDownLatch letGo = new CountDownLatch(1);
  private volatile boolean interruptedAtCancel;

  @Override
  public Call run(CallRequest request, CallSink sink) {
    entered.incrementAndGet();
    try {
      letGo.await();
    } catch (InterruptedException e) {
      interrupts.incrementAndGet();
      Thread.currentThread().interrupt();
    }
    return this::cancelled;
  }

  private void cancelled() {
    interruptedAtCancel = Thread.currentThread().isInterrupted();
    cancels.incrementAndGet();
  }

  void awaitEntered(int count) {
    Await.until(count + " calls are inside", () -> entered.get() >= count);
  }

  void letGo() {
    letGo.countDown();
  }

  int interrupts() {
    return interrupts.get();
  }

  int cancels() {
    return cancels.get();
  }

  boolean interruptedAtCancel() {
    return interruptedAtCancel;
  }
}
