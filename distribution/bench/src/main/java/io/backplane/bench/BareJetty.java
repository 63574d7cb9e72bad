package io.backplane.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * A process with nothing but Jetty, which gives every request one answer: the one it read from
 * stdin. Says its port.
 */
public final class BareJetty {

  private BareJetty() {}

  public static void main(String[] args) throws Exception {
    Logger.getLogger("org.eclipse.jetty").setLevel(Level.WARNING);
    String answer = new String(System.in.readAllBytes(), StandardCharsets.ISO_8859_1);
    int headEnd = answer.indexOf("\r\n\r\n");
    List<HttpField> fields =
        answer
            .substring(0, headEnd)
            .lines()
            .skip(1)
            .filter(line -> !line.startsWith("Date:"))
            .map(line -> line.split(": ", 2))
            .map(field -> new HttpField(field[0], field[1]))
            .toList();
    byte[] body = answer.substring(headEnd + 4).getBytes(StandardCharsets.ISO_8859_1);
    var http = new HttpConfiguration();
    http.setSendServerVersion(false);
    var server = new Server();
    var connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract.NonBlocking() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            fields.forEach(response.getHeaders()::put);
            response.write(true, ByteBuffer.wrap(body), callback);
            return true;
          }
        });
    server.start();
    System.out.println(connector.getLocalPort());
    server.join();
  }

  /** One in a process of its own. */
  record Child(Process process, int port) implements AutoCloseable {

    static Child answering(String answer) throws IOException {
      Process process = BareJvm.start(BareJetty.class);
      try (var in = process.getOutputStream()) {
        in.write(answer.getBytes(StandardCharsets.ISO_8859_1));
      }
      var out = new BufferedReader(new InputStreamReader(process.getInputStream()));
      return new Child(process, Integer.parseInt(out.readLine()));
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
