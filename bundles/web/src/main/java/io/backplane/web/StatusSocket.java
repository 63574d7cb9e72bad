package io.backplane.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/**
 * One browser that watches. Everything is sent by its own virtual thread, which waits for the slow
 * and gives up on the stuck.
 */
public final class StatusSocket extends Session.Listener.AbstractAutoDemanding {

  static final int GOING_AWAY = 1001;
  static final int RESTART = 1012;
  static final int TOO_SLOW = 1013;
  static final int LOGGED_OUT = 4401;

  private static final long SEND_LIMIT_SECONDS = 10;

  private final StatusFeed feed;
  private final String url;
  private final BooleanSupplier stillAdmitted;
  private volatile Thread sender;

  /**
   * @param url of the kernel, as this browser sees it
   */
  StatusSocket(StatusFeed feed, String url, BooleanSupplier stillAdmitted) {
    this.feed = feed;
    this.url = url;
    this.stillAdmitted = stillAdmitted;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    super.onWebSocketOpen(session);
    sender = Thread.ofVirtual().name("status").start(() -> feed.serve(this));
  }

  @Override
  public void onWebSocketClose(int code, String reason) {
    Thread thread = sender;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public void onWebSocketError(Throwable cause) {
    Thread thread = sender;
    if (thread != null) {
      thread.interrupt();
    }
  }

  String url() {
    return url;
  }

  boolean admitted() {
    return stillAdmitted.getAsBoolean();
  }

  /** Sends and waits until it has left. */
  void send(Object message) throws IOException, InterruptedException {
    var sent = new CompletableFuture<Void>();
    getSession()
        .sendText(
            Json.text(message),
            Callback.from(() -> sent.complete(null), sent::completeExceptionally));
    try {
      sent.get(SEND_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      close(TOO_SLOW, "too slow");
      throw new IOException("a watching browser does not read");
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  void ping() {
    getSession().sendPing(ByteBuffer.allocate(0), Callback.NOOP);
  }

  void close(int code, String reason) {
    Session session = getSession();
    if (session != null) {
      session.close(code, reason, Callback.NOOP);
    }
  }
}
