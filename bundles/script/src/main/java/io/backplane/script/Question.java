package io.backplane.script;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Something the kernel wants to know of a script. Thread-safe. */
final class Question implements Errand, Answer {

  private final CompletableFuture<String> answer = new CompletableFuture<>();

  /**
   * @return the answer, as JSON
   * @throws ScriptFault it threw, could not be asked, or has not answered within the limit; then
   *     the question is over
   */
  String await(Duration limit) throws InterruptedException {
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ScriptFault fault
          ? fault
          : new ScriptFault("the JavaScript engine failed: " + e.getCause());
    } catch (TimeoutException e) {
      throw new ScriptFault("no answer within " + limit.toSeconds() + " s");
    } finally {
      answer.cancel(false);
    }
  }

  @Override
  public void done(String json) {
    answer.complete(json);
  }

  @Override
  public void failed(String fault) {
    answer.completeExceptionally(ScriptFault.of(fault));
  }

  void fail(Throwable e) {
    answer.completeExceptionally(e);
  }

  @Override
  public boolean isEnded() {
    return answer.isDone() && !answer.isCancelled();
  }

  @Override
  public boolean isOver() {
    return answer.isDone();
  }
}
