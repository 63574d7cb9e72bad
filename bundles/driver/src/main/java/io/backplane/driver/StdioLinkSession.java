package io.backplane.driver;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import io.backplane.driver.spi.SessionCounters;
import io.backplane.driver.spi.SessionListener;
import io.backplane.driver.spi.SessionOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What {@link io.backplane.driver.spi.DriverSession} promises, with a watch that can be chosen. */
public final class StdioLinkSession implements AutoCloseable {

  private static final String CANCEL = "meta.cancel";

  private final SessionOptions options;
  private final SessionListener listener;
  private final Watch watch;
  private final Watch.Watched onTick = this::tick;
  private final Traffic traffic;
  private final Inlet inlet;
  private final Outlet outlet;
  private final Exit exit = new Exit();
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Offer offer = Offer.UNKNOWN;
  private volatile Optional<Handshake> shaking = Optional.empty(); // the last one

  private StdioLinkSession(
      ReadableByteChannel fromDriver,
      WritableByteChannel toDriver,
      SessionOptions options,
      SessionListener listener,
      Watch watch) {
    this.options = options;
    this.listener = listener;
    this.watch = watch;
    this.traffic = new Traffic(options.name());
    this.inlet = new Inlet(toDriver, options, watch);
    this.outlet = new Outlet(fromDriver, options, traffic, listener, watch);
  }

  public static StdioLinkSession open(
      ReadableByteChannel fromDriver,
      WritableByteChannel toDriver,
      SessionOptions options,
      SessionListener listener) {
    return open(fromDriver, toDriver, options, listener, Watch.SHARED);
  }

  static StdioLinkSession open(
      ReadableByteChannel fromDriver,
      WritableByteChannel toDriver,
      SessionOptions options,
      SessionListener listener,
      Watch watch) {
    var session = new StdioLinkSession(fromDriver, toDriver, options, listener, watch);
    watch.add(session.onTick);
    session.outlet.start(session::ended);
    return session;
  }

  public CompletableFuture<Optional<Map<String, Object>>> handshake(
      boolean resync, Duration limit) {
    var handshake = new Handshake(resync, watch.nanos() + limit.toNanos());
    try {
      inlet.lock();
      try {
        String shut = traffic.add(handshake);
        shaking = Optional.of(handshake);
        if (!shut.isEmpty()) {
          handshake.fail(CallFault.EARLY_EXIT, options.name() + " " + shut, Map.of());
          return handshake.reply();
        }
        if (resync) {
          inlet.write(ByteBuffer.wrap(new byte[] {'\n'})); // behind half a request, if there is one
        }
        write(inlet.requests().write(Handshake.COMMAND, Map.of(), 0));
      } finally {
        inlet.unlock();
      }
    } catch (IOException e) {
      notWritten(handshake, e);
    }
    return handshake.reply();
  }

  public void learn(Meta meta) {
    learn(Offer.of(meta));
  }

  void learn(Offer known) {
    offer = known;
  }

  public Call call(CallRequest request, CallSink sink) {
    Offer known = offer;
    traffic.refuseUnlessFree(known.multiplexes()); // before it would wait behind a stuck write
    var flight =
        new CallFlight(
            request,
            known.command(request.command()),
            sink,
            options.recentStderr(),
            this::cancelled);
    try {
      while (!entered(flight, request, known.multiplexes())) {
        traffic.refuseUnlessFree(known.multiplexes());
      }
    } catch (IOException e) {
      notWritten(flight, e);
      return Call.ENDED;
    }
    return flight;
  }

  /**
   * @return false when a stream began to be ended meanwhile
   */
  private boolean entered(CallFlight flight, CallRequest request, boolean multiplexes)
      throws IOException {
    boolean waited = multiplexes || traffic.endings().await();
    if (!waited || Thread.currentThread().isInterrupted()) {
      throw Faults.busy(options.name(), "was not asked: cancelled before it was sent");
    }
    inlet.lock();
    try {
      flight.id(multiplexes ? inlet.nextId() : 0);
      ByteBuffer line = inlet.requests().write(request.command(), request.params(), flight.id());
      boolean entered = traffic.add(flight);
      if (entered) {
        write(line);
      }
      return entered;
    } finally {
      inlet.unlock();
    }
  }

  private void write(ByteBuffer line) throws IOException {
    int bytes = line.remaining();
    inlet.write(line);
    traffic.written(bytes);
  }

  /**
   * A driver that does not read, and a caller that was interrupted while it wrote, leave half a
   * request behind; any other failure says that the driver has closed its stdin.
   */
  private void notWritten(Flight flight, IOException e) {
    traffic.withdraw(flight);
    String why =
        inlet.overdue()
            ? "the driver has not read its stdin for " + options.writeLimit().toMillis() + " ms"
            : Faults.reason(e);
    flight.fail(CallFault.EARLY_EXIT, "write failed: " + why, Map.of());
    if (inlet.overdue() || e instanceof ClosedByInterruptException) {
      outlet.loseStep("a request was cut off: " + why);
    }
  }

  private void cancelled(CallFlight flight) {
    Traffic.Cancelled then = traffic.cancel(flight);
    flight.fail(CallFault.CANCELLED, "cancelled by the caller", Map.of());
    switch (then) {
      case NOTHING -> {}
      case FORGOTTEN -> {
        if (offer.cancels()) {
          Thread.ofVirtual()
              .start(() -> send(flight.ending(CANCEL), Map.of("id", flight.id()), true));
        }
      }
      case LOSES_STEP ->
          outlet.loseStep(flight.command() + " was given up; its answer cannot be told apart");
      case SEND_CANCEL -> {
        CallFlight ending = flight.ending(flight.offer().cancel().orElseThrow());
        boolean byId = flight.id() != 0;
        if (!byId) {
          traffic.endings().add(ending);
        }
        // A cancel must not block, and the driver may not be reading.
        Thread.ofVirtual().start(() -> send(ending, Map.of(), byId));
      }
    }
  }

  /** Its answer, which nobody hears, keeps its place in the order of answers. */
  private void send(CallFlight unheard, Map<String, Object> params, boolean byId) {
    try {
      inlet.lock();
      try {
        unheard.id(byId ? inlet.nextId() : 0);
        ByteBuffer line = inlet.requests().write(unheard.command(), params, unheard.id());
        traffic.addUnheard(unheard);
        write(line);
      } finally {
        inlet.unlock();
      }
    } catch (RefusedException e) {
      traffic.withdraw(unheard); // the driver is ending, and its streams with it
    } catch (IOException e) {
      notWritten(unheard, e);
    }
  }

  public void finish() {
    traffic.shut("is ending");
    for (CallFlight stream : traffic.streams()) {
      stream.fail(CallFault.UNIT_REPLACED, options.name() + " ends", Map.of());
    }
    inlet.finish();
  }

  public void exited(String how) {
    exit.gone(how, watch.nanos());
  }

  /** Waits for the reading thread's last act. */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return over.await(limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Whether all that was said so far has been read and told. */
  boolean readerWaits() {
    return outlet.reading();
  }

  public SessionCounters counters() {
    return traffic.counters(outlet.bytesRead());
  }

  /** On the reading thread, its last act. */
  private void ended(String why) {
    traffic.shut("is ending");
    outlet.tell(() -> listener.ended(why));
    endAll(Faults.earlyExit(exit.await(why, watch.nanos())));
    over.countDown();
    watch.remove(onTick);
    inlet.close();
    outlet.close();
  }

  private void endAll(String message) {
    for (Flight flight : traffic.end()) {
      flight.fail(CallFault.EARLY_EXIT, message, Map.of());
    }
  }

  /** Ten times a second for each session: where nothing is timed it costs nothing. */
  private void tick(long nowNs) {
    inlet.tick(nowNs);
    if (shaking.isPresent() && !shaking.get().over()) {
      for (Handshake handshake : traffic.overdue(nowNs)) {
        handshake.expire(options.name() + " did not answer " + Handshake.COMMAND + " in time");
      }
    }
    if (exit.begun() && exit.tick(nowNs, outlet.reading(), outlet.readingSinceNs())) {
      if (outlet.closed()) { // a while ago, and the reader was not freed by it
        endAll(Faults.earlyExit(exit.how()));
      }
      outlet.close();
    }
  }

  @Override
  public void close() {
    exit.decide();
    inlet.close();
    outlet.close();
    endAll(Faults.earlyExit("the session was closed"));
    watch.remove(onTick);
  }
}
