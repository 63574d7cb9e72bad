package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Messages of a WebSocket, in order, and how it was closed. */
final class Messages implements WebSocket.Listener {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int LIMIT_SECONDS = 15;

  private final BlockingQueue<Map<String, Object>> received = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final StringBuilder part = new StringBuilder();

  /**
   * @param headers name, value, name, value
   */
  WebSocket open(RunningKernel kernel, String path, String... headers) {
    var builder = CLIENT.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    return builder.buildAsync(URI.create("ws://127.0.0.1:" + kernel.port() + path), this).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
    part.append(data);
    if (last) {
      received.add(Json.object(part.toString()));
      part.setLength(0);
    }
    socket.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
    closed.complete(code);
    return null;
  }

  /** The next message of this type; others are passed over. */
  Map<String, Object> next(String type) throws InterruptedException {
    while (true) {
      Map<String, Object> message = received.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
      assertThat(message).as("a message of type " + type).isNotNull();
      if (message.get("type").equals(type)) {
        return message;
      }
    }
  }

  /** The code it was closed with, once it was. */
  int closed() throws Exception {
    return closed.get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
