package io.backplane.shell.commands;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Values;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.shell.Json;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** Prints what a call says, as it says it. */
public final class PrintingSink implements CallSink {

  private final Invocation invocation;
  private final boolean json;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile int exitCode;

  public PrintingSink(Invocation invocation, boolean json) {
    this.invocation = invocation;
    this.json = json;
  }

  @Override
  public void event(String name, Object value) {
    if (json) {
      line(Values.map("status", "event", "name", name, "value", value));
    } else {
      invocation.out().println((name.isEmpty() ? "event" : name) + "  " + Json.line(value));
    }
    invocation.out().flush();
  }

  @Override
  public void done(Object value) {
    if (json) {
      line(Values.map("status", "done", "value", value));
    } else if (value != null) {
      invocation.out().println(value instanceof String text ? text : Json.pretty(value));
    }
    end(ExitCode.OK);
  }

  @Override
  public void error(int code, Object value) {
    if (json) {
      line(Values.map("status", "error", "code", code, "value", value));
    } else {
      boolean told = value instanceof Map<?, ?> map && map.get("message") instanceof String;
      String text = told ? (String) ((Map<?, ?>) value).get("message") : Json.line(value);
      invocation.err().println("backplane: error " + code + ": " + text);
    }
    end(ExitCode.FAILED);
  }

  @Override
  public void refused(Refusal refusal) {
    invocation.err().println("backplane: " + refusal.message());
    end(ExitCode.REFUSED);
  }

  private void line(Map<String, Object> message) {
    invocation.out().println(Json.line(message));
  }

  private void end(int code) {
    exitCode = code;
    ended.countDown();
  }

  /** Waits for the end; a caller who goes away cancels. */
  public Integer await(Call call) throws InterruptedException {
    try {
      ended.await();
      return exitCode;
    } catch (InterruptedException e) {
      call.cancel();
      throw e;
    }
  }
}
