package io.backplane.driver;

import io.backplane.api.call.CallFault;
import io.backplane.driver.AnswerReader.MalformedException;
import io.backplane.driver.spi.SessionListener;
import io.backplane.driver.spi.SessionOptions;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A driver's stdout: one thread reads it and tells each line to whom it belongs. */
final class Outlet {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.driver");
  private static final long STACK_BYTES = 512 << 10; // enough for the deepest answer

  private final ReadableByteChannel channel;
  private final SessionOptions options;
  private final Traffic traffic;
  private final SessionListener listener;
  private final Framer framer;
  private final Watch watch;
  private volatile boolean reading;
  private volatile long readingSinceNs;

  Outlet(
      ReadableByteChannel channel,
      SessionOptions options,
      Traffic traffic,
      SessionListener listener,
      Watch watch) {
    this.channel = channel;
    this.options = options;
    this.traffic = traffic;
    this.listener = listener;
    this.watch = watch;
    this.framer = new Framer(new Timed(), options.frameMaxBytes());
  }

  /** Notes since when the reader waits. */
  private final class Timed implements ReadableByteChannel {
    @Override
    public int read(java.nio.ByteBuffer target) throws IOException {
      readingSinceNs = watch.nanos();
      reading = true;
      try {
        return channel.read(target);
      } finally {
        reading = false;
        traffic.chunkRead();
      }
    }

    @Override
    public boolean isOpen() {
      return channel.isOpen();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /**
   * @param atEnd told why it has ended
   */
  void start(Consumer<String> atEnd) {
    Thread.ofPlatform()
        .name("driver-" + options.name())
        .daemon()
        .stackSize(STACK_BYTES)
        .start(() -> atEnd.accept(readAll()));
  }

  boolean reading() {
    return reading;
  }

  long readingSinceNs() {
    return readingSinceNs;
  }

  long bytesRead() {
    return framer.bytesRead();
  }

  private String readAll() {
    try {
      while (true) {
        switch (framer.next()) {
          case LINE -> line(framer.bytes(), framer.from(), framer.to());
          case OVERFLOW -> overflow();
          case END -> {
            return "stdout ended";
          }
        }
      }
    } catch (IOException e) {
      return channel.isOpen() ? "stdout failed: " + Faults.reason(e) : "stdout was closed";
    } catch (RuntimeException | Error e) {
      LOG.error("reading {} failed; its session ends", options.name(), e);
      return "reading failed: " + e;
    }
  }

  private void line(byte[] bytes, int from, int to) {
    Answer answer;
    try {
      answer = AnswerReader.read(bytes, from, to);
    } catch (MalformedException e) {
      if (framer.torn()) {
        traffic.countStray();
        stray(bytes, from, to, "cut off by the end of stdout");
        return;
      }
      malformed(bytes, from, to, e.getMessage());
      return;
    }
    if (answer.terminal()) {
      Outcome outcome = traffic.take(answer, "");
      if (outcome.verdict() == Rules.Verdict.STRAY) {
        traffic.countStray();
        stray(bytes, from, to, "an answer nobody waits for");
      }
      if (outcome.whose() != null) {
        outcome.whose().answer(answer.status(), answer.code(), answer.data());
      }
      return;
    }
    String name = answer.eventName();
    Object value = answer.eventData();
    if (traffic.take(answer, name).whose() instanceof CallFlight call) {
      call.event(name, value);
    }
    tell(() -> listener.event(name, answer.code(), value));
  }

  private void malformed(byte[] bytes, int from, int to, String why) {
    Outcome outcome = traffic.takeBad();
    stray(bytes, from, to, why);
    if (outcome.whose() != null) {
      String raw = Faults.text(bytes, from, to, Faults.RAW_BYTES);
      fail(outcome, CallFault.MALFORMED, "invalid response: " + why, Map.of("raw", raw));
    }
  }

  private void overflow() {
    String tail = Faults.text(framer.bytes(), framer.from(), framer.to(), Framer.EDGE);
    String head = framer.head();
    Outcome outcome = traffic.takeLong(Overlong.of(head, tail));
    String why = "longer than the frame limit of " + options.frameMaxBytes() + " bytes";
    tell(() -> listener.stray(head + "…" + tail, why));
    if (outcome.whose() != null) {
      fail(outcome, CallFault.OVERFLOW, "output buffer overflow: a line " + why, Map.of());
    }
  }

  private void fail(Outcome outcome, CallFault fault, String message, Map<String, Object> details) {
    outcome.whose().fail(fault, message, details);
    if (outcome.verdict() == Rules.Verdict.LOSES_STEP) {
      loseStep(message + "; which answers are still to come cannot be told");
    }
  }

  private void stray(byte[] bytes, int from, int to, String why) {
    String text = Faults.text(bytes, from, to, Faults.STRAY_BYTES);
    tell(() -> listener.stray(text, why));
  }

  void loseStep(String why) {
    if (traffic.loseStep()) {
      tell(() -> listener.outOfStep(why));
    }
  }

  /** What a listener throws does not end the session. */
  void tell(Runnable word) {
    try {
      word.run();
    } catch (RuntimeException e) {
      LOG.warn("the listener of {} threw at what it was told", options.name(), e);
    }
  }

  boolean closed() {
    return !channel.isOpen();
  }

  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Closed for us either way.
    }
  }
}
