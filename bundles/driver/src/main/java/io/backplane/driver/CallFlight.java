package io.backplane.driver;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Values;
import io.backplane.driver.Answer.Status;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call. Its sink hears one thing at a time: an end that comes from another thread while an event
 * is being told waits until that is told.
 */
final class CallFlight implements Flight, Call {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.driver");

  private final String command;
  private final Offer.Command offer;
  private final boolean streaming;
  private final CallSink sink;
  private final Supplier<List<String>> stderr;
  private final Consumer<CallFlight> onCancel;
  private long id; // written before it is sent
  private long enteredAt; // these four are guarded by whoever keeps the books
  private boolean open;
  private boolean silent;
  private CallFlight ended; // by this command; null for a call

  private boolean over; // these three are guarded by this
  private boolean telling;
  private Consumer<CallSink> last = to -> {};

  CallFlight(
      CallRequest request,
      Offer.Command offer,
      CallSink sink,
      Supplier<List<String>> stderr,
      Consumer<CallFlight> onCancel) {
    this(request.command(), offer, request.stream() || offer.streaming(), sink, stderr, onCancel);
  }

  private CallFlight(
      String command,
      Offer.Command offer,
      boolean streaming,
      CallSink sink,
      Supplier<List<String>> stderr,
      Consumer<CallFlight> onCancel) {
    this.command = command;
    this.offer = offer;
    this.streaming = streaming;
    this.sink = sink;
    this.stderr = stderr;
    this.onCancel = onCancel;
  }

  /** A command of the session's own that ends this stream; nobody wants its answer. */
  CallFlight ending(String by) {
    var flight = new CallFlight(by, Offer.Command.UNDECLARED, false, NOBODY, List::of, c -> {});
    flight.over = true;
    flight.ended = this;
    return flight;
  }

  /** The command that ends a stream is answered: no more events of that stream are expected. */
  void silenceEnded() {
    if (ended != null) {
      ended.silent = true;
    }
  }

  boolean silent() {
    return silent;
  }

  @Override
  public String command() {
    return command;
  }

  @Override
  public void enteredAt(long reads) {
    enteredAt = reads;
  }

  @Override
  public long enteredAt() {
    return enteredAt;
  }

  boolean streaming() {
    return streaming;
  }

  Offer.Command offer() {
    return offer;
  }

  void id(long given) {
    id = given;
  }

  long id() {
    return id;
  }

  /** Whether it is a stream past its first event. */
  boolean open() {
    return open;
  }

  void becomeOpen() {
    open = true;
  }

  @Override
  public synchronized boolean over() {
    return over;
  }

  @Override
  public void cancel() {
    onCancel.accept(this);
  }

  void event(String name, Object value) {
    synchronized (this) {
      if (over) {
        return;
      }
      telling = true;
    }
    tell(to -> to.event(name, value));
    boolean ended;
    synchronized (this) {
      telling = false;
      ended = over;
    }
    if (ended) {
      tell(last);
    }
  }

  @Override
  public void answer(Status status, int code, Object data) {
    if (status == Status.DONE) {
      end(to -> to.done(data));
    } else {
      end(to -> to.error(code, data));
    }
  }

  @Override
  public void fail(CallFault fault, String message, Map<String, Object> details) {
    if (over()) {
      return;
    }
    var data = new LinkedHashMap<String, Object>();
    data.put("name", Values.word(fault));
    data.put("message", message);
    data.putAll(details);
    data.put("stderr", List.copyOf(stderr.get()));
    end(to -> to.error(fault.code(), data));
  }

  /** The first end counts. */
  private void end(Consumer<CallSink> terminal) {
    synchronized (this) {
      if (over) {
        return;
      }
      over = true;
      last = terminal;
      if (telling) {
        return;
      }
    }
    tell(terminal);
  }

  private void tell(Consumer<CallSink> word) {
    try {
      word.accept(sink);
    } catch (RuntimeException e) { // the session goes on, whoever listens to one call of it
      LOG.warn("a caller threw at what {} said", command, e);
    }
  }

  private static final CallSink NOBODY =
      new CallSink() {
        @Override
        public void event(String name, Object value) {}

        @Override
        public void done(Object value) {}

        @Override
        public void error(int code, Object value) {}

        @Override
        public void refused(io.backplane.api.call.Refusal refusal) {}
      };
}
