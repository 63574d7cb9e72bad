package io.backplane.host.kernel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A kernel's socket that says what the test wants it to say. */
final class FakeKernel implements AutoCloseable {

  record Asked(String line, Map<String, String> headers, String body) {}

  /** Answers one request. */
  interface Script {
    void answer(Asked asked, Reply reply) throws IOException, InterruptedException;
  }

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();
  private final Path socket;
  private final Script script;
  private final ServerSocketChannel server;
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();

  FakeKernel(Path socket, Script script) {
    this.socket = socket;
    this.script = script;
    try {
      server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      server.bind(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofPlatform().daemon().start(this::accept);
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel channel = server.accept();
        open.add(channel);
        connections.incrementAndGet();
        Thread.ofPlatform().daemon().start(() -> serve(channel));
      }
    } catch (IOException e) {
      // it was closed
    }
  }

  private void serve(SocketChannel channel) {
    try (channel) {
      var in = new BufferedInputStream(Channels.newInputStream(channel));
      var reply = new Reply(Channels.newOutputStream(channel), in);
      while (!reply.closed) {
        String line = line(in);
        if (line.isEmpty()) {
          return;
        }
        var headers = new HashMap<String, String>();
        for (String field = line(in); !field.isEmpty(); field = line(in)) {
          String[] parts = field.split(": ", 2);
          headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
        }
        int length = Integer.parseInt(headers.get("content-length"));
        var one =
            new Asked(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
        asked.add(one);
        script.answer(one, reply);
      }
    } catch (IOException | InterruptedException e) {
      // the service has gone, or the test
    } finally {
      open.remove(channel);
    }
  }

  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
      if (b != '\r') {
        line.write(b);
      }
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  /** Where the answer goes. */
  static final class Reply {
    private final OutputStream out;
    private final InputStream in;
    boolean closed;

    private Reply(OutputStream out, InputStream in) {
      this.out = out;
      this.in = in;
    }

    void json(int status, String json) throws IOException {
      byte[] body = json.getBytes(StandardCharsets.UTF_8);
      raw(
          "HTTP/1.1 %d X\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
              .formatted(status, body.length));
      out.write(body);
    }

    void stream() throws IOException {
      raw(
          "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n");
    }

    /** In two chunks. */
    void event(String type, String id, String data) throws IOException {
      String named = id.isEmpty() ? "" : "id: " + id + "\n";
      chunk(": comment\nevent: " + type + "\n" + named);
      chunk("data: " + data + "\n\n");
    }

    private void chunk(String text) throws IOException {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      raw(Integer.toHexString(bytes.length) + ";x=y\r\n");
      out.write(bytes);
      raw("\r\n");
    }

    void endStream() throws IOException {
      raw("0\r\n\r\n");
    }

    void raw(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    void close() {
      closed = true;
    }

    /** Returns when the other side has closed the connection. */
    void awaitHangUp() throws IOException {
      if (in.read() >= 0) {
        throw new AssertionError("something follows the request");
      }
    }
  }

  @Override
  public void close() {
    try {
      server.close();
      for (SocketChannel channel : open) {
        channel.close();
      }
      Files.deleteIfExists(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
