package io.backplane.driver;

import io.backplane.api.call.CallFault;
import io.backplane.driver.Answer.Status;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The question what the driver offers. */
final class Handshake implements Flight {

  static final String COMMAND = "meta.describe";

  private final boolean resync;
  private final long deadlineNs;
  private long enteredAt; // guarded by whoever keeps the books
  private final CompletableFuture<Optional<Map<String, Object>>> reply = new CompletableFuture<>();

  /**
   * @param resync whether only a meta is its answer, whatever else comes before
   */
  Handshake(boolean resync, long deadlineNs) {
    this.resync = resync;
    this.deadlineNs = deadlineNs;
  }

  CompletableFuture<Optional<Map<String, Object>>> reply() {
    return reply;
  }

  boolean resync() {
    return resync;
  }

  boolean overdue(long nowNs) {
    return nowNs - deadlineNs >= 0;
  }

  @Override
  public String command() {
    return COMMAND;
  }

  @Override
  public boolean over() {
    return reply.isDone();
  }

  @Override
  public void enteredAt(long reads) {
    enteredAt = reads;
  }

  @Override
  public long enteredAt() {
    return enteredAt;
  }

  /** Whether this terminal answers it: in a resync, and late, anything else is somebody's. */
  boolean takes(Answer answer) {
    return answer.isMeta() || !resync && (!over() || answer.status() == Status.ERROR);
  }

  void expire(String message) {
    reply.completeExceptionally(new java.util.concurrent.TimeoutException(message));
  }

  @Override
  public void answer(Status status, int code, Object data) {
    reply.complete(status == Status.DONE ? asMap(data) : Optional.empty());
  }

  @Override
  public void fail(CallFault fault, String message, Map<String, Object> details) {
    reply.completeExceptionally(new IOException(message));
  }

  private static Optional<Map<String, Object>> asMap(Object data) {
    if (data instanceof Map<?, ?> map) {
      @SuppressWarnings("unchecked") // read from JSON: keys are strings
      var meta = (Map<String, Object>) map;
      return Optional.of(meta);
    }
    return Optional.empty();
  }
}
