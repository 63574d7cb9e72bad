package io.backplane.sdk;

import io.backplane.api.call.Values;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** stdout: whole lines, whichever thread they come from. */
final class Output {

  private final OutputStream stream;

  Output(OutputStream stream) {
    this.stream = stream;
  }

  private void say(int code, Object data, String status) {
    byte[] line = Json.line(Values.map("code", code, "data", data, "status", status));
    synchronized (this) {
      try {
        stream.write(line);
        stream.flush();
      } catch (IOException e) {
        throw new UncheckedIOException("the host does not listen any more", e);
      }
    }
  }

  Answer answer() {
    return new Answer();
  }

  /** One command's answer. */
  final class Answer implements Reply {
    private boolean ended; // guarded by this, as is the code
    private int exitCode;

    @Override
    public void event(String name, Object value) {
      event(Values.map("data", value, "event", name));
    }

    @Override
    public synchronized void event(Object value) {
      if (!ended) {
        say(0, value, "event");
      }
    }

    @Override
    public void done(Object value) {
      end(0, 0, value, "done");
    }

    @Override
    public void error(int code, Map<String, Object> value) {
      int exit = code == 0 ? 1 : code;
      end(code, exit < 0 || exit > 255 ? 3 : exit, value, "error");
    }

    private synchronized void end(int code, int exit, Object value, String status) {
      if (!ended) {
        say(code, value, status);
        ended = true;
        exitCode = exit;
        notifyAll();
      }
    }

    @Override
    public synchronized boolean ended() {
      return ended;
    }

    /** Blocks until the terminal: what a process that ran nothing else exits with. */
    synchronized int awaitEnd() throws InterruptedException {
      while (!ended) {
        wait();
      }
      return exitCode;
    }
  }
}
