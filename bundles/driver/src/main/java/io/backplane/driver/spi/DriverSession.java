package io.backplane.driver.spi;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallFault;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import io.backplane.driver.StdioLinkSession;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One process of a driver, seen through its stdin and stdout: requests go in, answers and events
 * come out, and each finds the call it belongs to. Thread-safe. What ends a call without the
 * driver's word is a {@link CallFault} whose data also has {@code stderr}, the driver's last log
 * lines.
 */
public final class DriverSession implements AutoCloseable {

  private final StdioLinkSession session;

  private DriverSession(StdioLinkSession session) {
    this.session = session;
  }

  /**
   * Starts the reading thread. Requests are written on the callers' threads; one watch for all
   * sessions closes the channel of a driver that does not read.
   *
   * @param fromDriver its stdout; must free a blocked reader when closed, as a file channel does
   * @param toDriver its stdin, likewise
   */
  public static DriverSession open(
      ReadableByteChannel fromDriver,
      WritableByteChannel toDriver,
      SessionOptions options,
      SessionListener listener) {
    return new DriverSession(StdioLinkSession.open(fromDriver, toDriver, options, listener));
  }

  /**
   * Asks the driver what it offers. No call is taken until it has answered or the limit has passed.
   *
   * @param resync whether another host may have left half a request or answers behind: everything
   *     up to the first meta is passed over then, but for named events, which the listener gets
   * @return completes on the reading thread with the answer as it came, or empty where the driver
   *     has no meta; exceptionally with {@link java.util.concurrent.TimeoutException} past the
   *     limit, with {@link java.io.IOException} when the driver ends or its answer is too long
   * @throws RefusedException {@link Refusal.Busy} while a call is in flight
   */
  public CompletableFuture<Optional<Map<String, Object>>> handshake(
      boolean resync, Duration limit) {
    return session.handshake(resync, limit);
  }

  /**
   * Tells what the driver offers: which events belong to which command, which commands stream,
   * whether it multiplexes. May be told again; calls under way keep what they began with.
   */
  public void learn(Meta meta) {
    session.learn(meta);
  }

  /**
   * Sends one command.
   *
   * @return cancelling it drops the call; what that means for the session is told to the listener
   * @throws RefusedException {@link Refusal.Busy} while another call holds the driver, or when no
   *     more calls are taken; {@link Refusal.OverCap} for a request over the frame limit
   */
  public Call call(CallRequest request, CallSink sink) {
    return session.call(request, sink);
  }

  /**
   * Takes no more calls and closes the driver's stdin. Streams end with {@link
   * CallFault#UNIT_REPLACED}; the call in flight may still end well.
   */
  public void finish() {
    session.finish();
  }

  /**
   * The process is gone: what is left in the pipe is read, up to a short quiet time, then every
   * open call ends with {@link CallFault#EARLY_EXIT}.
   *
   * @param how such as {@code program=.., exitCode=1, exitStatus=normal}
   */
  public void exited(String how) {
    session.exited(how);
  }

  /**
   * Waits until all that the process has written is read and told.
   *
   * @return whether it is; not where somebody else holds the process's output open
   */
  public boolean awaitEnd(Duration limit) throws InterruptedException {
    return session.awaitEnd(limit);
  }

  public SessionCounters counters() {
    return session.counters();
  }

  /** Closes both channels and ends what is open with {@link CallFault#EARLY_EXIT}. */
  @Override
  public void close() {
    session.close();
  }
}
