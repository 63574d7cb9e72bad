package io.backplane.web;

import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One browser that watches. Everything is sent by its own virtual thread, which waits for the slow
 * and gives up on the stuck.
 */
public class LiveSocket extends Session.Listener.AbstractAutoDemanding {

  static final int DONE = 1000;
  static final int GOING_AWAY = 1001;
  static final int FAULT = 1011;
  static final int RESTART = 1012;
  static final int TOO_SLOW = 1013;
  static final int LOGGED_OUT = 4401;
  static final int REFUSED = 4400;

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.web");

  /** How often a conversation looks after its line. */
  static final Duration BEAT = Duration.ofSeconds(2);

  private static final int PING_BEATS = 10;
  private static final long SEND_LIMIT_SECONDS = 10;

  /** What is told to one browser, until it leaves or there is no more to tell. */
  @FunctionalInterface
  interface Conversation {
    void run(LiveSocket socket) throws IOException, InterruptedException;
  }

  private final Conversation conversation;
  private final String url;
  private final BooleanSupplier stillAdmitted;
  private volatile Thread sender;
  private volatile Set<LiveSocket> peers = Set.of();
  private int beats;

  /**
   * @param url of the kernel, as this browser sees it
   */
  LiveSocket(Conversation conversation, String url, BooleanSupplier stillAdmitted) {
    this.conversation = conversation;
    this.url = url;
    this.stillAdmitted = stillAdmitted;
  }

  /** Is in this set as long as it is open. */
  final void tracked(Set<LiveSocket> open) {
    peers = open;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    super.onWebSocketOpen(session);
    peers.add(this);
    sender = Thread.ofVirtual().name("live-socket").start(this::converse);
  }

  private void converse() {
    try {
      conversation.run(this);
    } catch (IOException e) {
      LOG.debug("a watching browser left", e);
    } catch (InterruptedException e) {
      LOG.debug("a watching browser closed", e);
    } catch (RefusedException e) {
      close(REFUSED, e.getMessage());
    } catch (RuntimeException e) {
      LOG.error("a watching browser is left", e);
      close(FAULT, "a fault of the kernel");
    }
  }

  @Override
  public void onWebSocketClose(int code, String reason) {
    leave();
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    leave();
  }

  private void leave() {
    peers.remove(this);
    Thread thread = sender;
    if (thread != null) {
      thread.interrupt();
    }
  }

  String url() {
    return url;
  }

  /**
   * To be called every {@link #BEAT}: ends the conversation of somebody who may not be here any
   * more, and keeps the line open.
   *
   * @throws IOException the session has ended
   */
  void beat() throws IOException {
    if (!stillAdmitted.getAsBoolean()) {
      close(LOGGED_OUT, "logged out");
      throw new IOException("the session has ended");
    }
    if (!getSession().isOpen()) {
      throw new IOException("the browser has gone");
    }
    beats++;
    if (beats % PING_BEATS == 0) {
      getSession().sendPing(ByteBuffer.allocate(0), Callback.NOOP);
    }
  }

  /** Sends and waits until it has left. */
  void send(Object message) throws IOException, InterruptedException {
    sendText(Json.text(message));
  }

  /** As {@link #send}, for what is JSON already. */
  void sendText(String message) throws IOException, InterruptedException {
    var sent = new CompletableFuture<Void>();
    getSession()
        .sendText(message, Callback.from(() -> sent.complete(null), sent::completeExceptionally));
    try {
      sent.get(SEND_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      close(TOO_SLOW, "too slow");
      throw new IOException("a watching browser does not read");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  void close(int code, String reason) {
    Session session = getSession();
    if (session != null) {
      session.close(code, reason, Callback.NOOP);
    }
  }
}
