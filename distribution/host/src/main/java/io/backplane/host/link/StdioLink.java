package io.backplane.host.link;

import io.backplane.api.meta.Meta;
import io.backplane.host.js.Loop;
import io.backplane.host.process.ChildOutput;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;

/**
 * The link between a service and the host that runs it: requests come in on one stream, answers go
 * out on the other. For the loop's thread, where nothing else is said.
 */
public final class StdioLink implements AutoCloseable {

  /** Requests that may be under way; more wait in the pipe. */
  private static final int REQUESTS_MAX = 4_096;

  private final Loop loop;
  private final ServiceModule service;
  private final boolean once;
  private final Lines lines;
  private final Calls calls;
  private final Semaphore room = new Semaphore(REQUESTS_MAX);
  private boolean settled;
  private boolean asked;
  private boolean inputEnded;
  private boolean stopping;
  private boolean stopped;

  /**
   * @param once whether it ends with the first answer of a service that has commands; one that has
   *     none ends by itself then, whatever becomes of its input
   */
  public StdioLink(Loop loop, ServiceModule service, boolean once, OutputStream out) {
    this.loop = loop;
    this.service = service;
    this.once = once;
    this.lines = new Lines(out, () -> loop.post(this::inputEnds));
    this.calls = new Calls(service, lines, this::answered);
  }

  /** Begins to read. */
  public void open(InputStream in) {
    var requests =
        new io.backplane.host.driver.Lines(
            Lines.BYTES_MAX,
            new io.backplane.host.driver.Lines.Reader() {
              @Override
              public void line(String text) throws InterruptedException {
                post(Request.read(text.strip()));
              }

              @Override
              public void overflow() throws InterruptedException {
                post(Request.read("a line of more than " + Lines.MAX));
              }
            });
    ChildOutput.read(
        in,
        (bytes, length) -> {
          requests.take(bytes, length);
          if (length == 0) {
            requests.end();
            loop.post(this::inputEnds);
          }
        });
  }

  private void post(Request request) throws InterruptedException {
    room.acquire();
    loop.post(() -> take(request));
  }

  private void take(Request request) {
    if (once && asked && service.callable()) {
      return;
    }
    asked = true;
    waiting(() -> calls.take(request));
  }

  /** For a service without commands before it is evaluated, for others after it. */
  public void begin(Meta meta) {
    waiting(() -> calls.begin(meta));
  }

  /** It has been evaluated, and what it awaits at its top level too. */
  public void settled() {
    settled = true;
    if (service.callable()) {
      loop.hold(); // there may be calls to come
    }
    if (inputEnded) {
      inputEnds();
    }
  }

  private void answered() {
    room.release();
    if (once && service.callable()) {
      inputEnds();
    }
    endIfDone();
  }

  /** What was asked before is answered first. */
  private void inputEnds() {
    inputEnded = true;
    boolean ends = service.callable() || !once;
    boolean mayStillAnswer = service.callable() && !settled && !calls.idle();
    if (ends && !stopping && !mayStillAnswer) {
      stopping = true;
      service.stop(
          () -> {
            stopped = true;
            endIfDone();
          });
    }
  }

  private void endIfDone() {
    if (stopped && calls.idle()) {
      loop.end();
    }
  }

  /** Whether it has come to its end from outside. */
  public boolean stopping() {
    return stopping;
  }

  private interface Waiting {
    void run() throws InterruptedException;
  }

  /** The loop is interrupted by nobody. */
  private static void waiting(Waiting work) {
    try {
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns when all that was said is written, or nobody reads it. */
  @Override
  public void close() {
    lines.close();
  }
}
