package io.backplane.host.modules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.backplane.host.TestService;
import io.backplane.host.TestService.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code stdiolink/http}, with a real server. */
class HttpTest {

  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir private Path folder;
  private final CountDownLatch over = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private HttpServer server;
  private ServerSocket plain;

  @BeforeEach
  void a_server() throws IOException {
    plain = new ServerSocket(0, 8, LOOPBACK);
    server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.setExecutor(threads);
    server.createContext("/echo", HttpTest::echo);
    server.createContext("/text", exchange -> answer(exchange, 200, "grüße 世界"));
    server.createContext("/missing", exchange -> answer(exchange, 404, "{\"error\":\"none\"}"));
    server.createContext("/broken", exchange -> answer(exchange, 500, ""));
    server.createContext("/moved", exchange -> redirect(exchange, "/text"));
    server.createContext("/loop", exchange -> redirect(exchange, "/loop"));
    server.createContext("/headers", HttpTest::headers);
    server.createContext("/silent", exchange -> stall(exchange, false));
    server.createContext("/slow", exchange -> stall(exchange, true));
    server.createContext("/large", exchange -> zeros(exchange, HttpModule.ANSWER_BYTES_MAX));
    server.createContext("/huge", exchange -> zeros(exchange, HttpModule.ANSWER_BYTES_MAX + 1));
    server.createContext("/dropped", HttpExchange::close);
    server.start();
  }

  @AfterEach
  void no_server() throws IOException {
    over.countDown();
    plain.close();
    server.stop(0);
    threads.shutdownNow();
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** What it was asked, in a line. */
  private static void echo(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var headers = exchange.getRequestHeaders();
    answer(
        exchange,
        200,
        "%s %s [%s] type=%s x=%s host=%s cookie=%s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                body,
                headers.getFirst("Content-Type"),
                headers.getFirst("X-Own"),
                headers.getFirst("Host").startsWith("127.") ? "ip" : headers.getFirst("Host"),
                headers.getFirst("Cookie")));
  }

  private static void redirect(HttpExchange exchange, String to) throws IOException {
    exchange.getResponseHeaders().set("Location", to);
    answer(exchange, 302, "");
  }

  private static void headers(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "Application/JSON");
    exchange.getResponseHeaders().add("X-Many", "a");
    exchange.getResponseHeaders().add("X-Many", "b");
    exchange.getResponseHeaders().set("Set-Cookie", "session=s1");
    answer(exchange, 201, "{\"n\":[1,2]}");
  }

  private void stall(HttpExchange exchange, boolean begun) throws IOException {
    try {
      if (begun) {
        exchange.sendResponseHeaders(200, 100);
        exchange.getResponseBody().write('x');
        exchange.getResponseBody().flush();
      }
      over.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void zeros(HttpExchange exchange, long length) throws IOException {
    exchange.sendResponseHeaders(200, length);
    byte[] block = new byte[1 << 20];
    try (OutputStream body = exchange.getResponseBody()) {
      for (long left = length; left > 0; left -= block.length) {
        body.write(block, 0, (int) Math.min(left, block.length));
      }
    }
  }

  /** As a server does that speaks plain HTTP; a client may try more than once. */
  private static Object refuseTls(ServerSocket server) throws IOException {
    byte[] refusal = "HTTP/1.0 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    while (true) {
      try (var asked = server.accept()) {
        asked.getInputStream().read();
        asked.getOutputStream().write(refusal);
      }
    }
  }

  private Result run(String script) {
    String base = "http://127.0.0.1:" + server.getAddress().getPort();
    String prelude =
        """
        import * as http from 'stdiolink/http';
        const { get, post, request } = http;
        const base = '%s';
        const refused = async (call) => {
          try { console.log('resolved', await call()); } catch (e) { console.log(typeof e, e.name ?? '', e.message ?? e); }
        };
        """
            .formatted(base);
    return TestService.of(folder, prelude + script).run();
  }

  @Test
  void an_answer_has_its_status_headers_and_body() {
    Result result =
        run(
            """
            console.log((await get(base + '/text')).bodyText, (await get(base + '/text')).status);
            const a = await get(base + '/headers', { parseJson: true });
            console.log(a.status, a.headers['x-many'], a.headers['content-type'], a.headers['set-cookie'], a.bodyText, a.bodyJson.n[1]);
            console.log(Object.keys(await get(base + '/headers')), Object.keys(await get(base + '/text')));
            const missing = await get(base + '/missing', { parseJson: true });
            console.log(missing.status, missing.bodyJson.error, (await get(base + '/broken')).status);
            const moved = await get(base + '/moved');
            console.log(moved.status, moved.bodyText.length);
            console.log((await get(base + '/loop')).status);
            console.log((await get(base + '/large', {})).bodyText.length);
            await refused(() => get(base + '/text', { parseJson: true }));
            await refused(() => get(base + '/broken', { parseJson: true }));
            """);
    assertThat(result.lines())
        .containsExactly(
            "grüße 世界 200",
            "201 a, b Application/JSON session=s1 {\"n\":[1,2]} 2",
            "[\"status\",\"headers\",\"bodyText\",\"bodyJson\"] [\"status\",\"headers\",\"bodyText\"]",
            "404 none 500",
            "200 8",
            "302",
            "67108864",
            "string  http.request: response is not valid JSON",
            "string  http.request: response is not valid JSON");
  }

  @Test
  void a_request_is_sent_as_it_is_told() {
    Result result =
        run(
            """
            const show = async (asked) => console.log((await asked).bodyText);
            await show(get(base + '/echo'));
            await show(get(base + '/echo?a=1#part', { query: { 'b c': 'ü&=', n: 2, t: true }, method: 'PUT', url: 'x' }));
            await show(get(base + '/echo', { query: {} , headers: { 'X-Own': 7, 'content-length': '99' } }));
            await show(get(base + '/echo/a b/ü?q="100%"&r=%20|', { headers: { Host: 'device.local' } }));
            await show(post(base + '/echo', 'plain'));
            await show(post(base + '/echo', { a: [1, 'ü'] }));
            await show(post(base + '/echo', [1, { b: null }], { headers: { 'content-type': 'text/x' }, body: 'no' }));
            await show(post(base + '/echo', 5));
            await show(post(base + '/echo'));
            await show(post(base + '/echo', null));
            await show(request({ url: base + '/echo', method: 'delete', body: 'b', headers: null, timeoutMs: 0 }));
            await show(request({ url: base + '/echo', method: 'PATCH', body: {} }));
            console.log((await request({ url: base + '/text', method: 'HEAD' })).bodyText === '');
            await get(base + '/headers');
            await show(get(base + '/echo'));
            """);
    assertThat(result.lines())
        .containsExactly(
            "GET /echo [] type=null x=null host=ip cookie=null",
            "GET /echo?a=1&b%20c=%C3%BC%26%3D&n=2&t=true [] type=null x=null host=ip cookie=null",
            "GET /echo [] type=null x=7 host=ip cookie=null",
            "GET /echo/a%20b/%C3%BC?q=%22100%25%22&r=%20%7C [] type=null x=null host=device.local cookie=null",
            "POST /echo [plain] type=null x=null host=ip cookie=null",
            "POST /echo [{\"a\":[1,\"ü\"]}] type=application/json x=null host=ip cookie=null",
            "POST /echo [[1,{\"b\":null}]] type=text/x x=null host=ip cookie=null",
            "POST /echo [5] type=application/json x=null host=ip cookie=null",
            "POST /echo [] type=null x=null host=ip cookie=null",
            "POST /echo [] type=null x=null host=ip cookie=null",
            "DELETE /echo [b] type=null x=null host=ip cookie=null",
            "PATCH /echo [{}] type=application/json x=null host=ip cookie=null",
            "true",
            "GET /echo [] type=null x=null host=ip cookie=session=s1");
  }

  @Test
  void what_gets_no_answer_is_rejected_with_a_text() throws IOException {
    threads.submit(() -> refuseTls(plain));
    int closed;
    try (var free = new ServerSocket(0, 1, LOOPBACK)) {
      closed = free.getLocalPort();
    }
    Result result =
        run(
            """
            await refused(() => get('http://127.0.0.1:%d/'));
            await refused(() => get('http://' + 'x'.repeat(64) + '.invalid/'));
            await refused(() => get(base + '/silent', { timeoutMs: 200 }));
            await refused(() => get(base + '/slow', { timeoutMs: 200 }));
            await refused(() => get(base + '/dropped'));
            await refused(() => get(base + '/huge'));
            await refused(() => get('https://127.0.0.1:%d/').catch((e) => { throw e.slice(0, 20); }));
            """
                .formatted(closed, plain.getLocalPort()));
    assertThat(result.lines())
        .containsExactly(
            "string  Connection refused",
            "string  Host not found",
            "string  Operation timed out",
            "string  Operation timed out",
            "string  Connection closed",
            "string  Answer is larger than 64 MiB",
            "string  SSL handshake failed");
  }

  @Test
  void requests_go_on_at_once_and_keep_the_service_alive() {
    Result result =
        run(
            """
            const slow = get(base + '/silent', { timeoutMs: 1000 }).catch(() => console.log('slow'));
            console.log((await Promise.all([1, 2, 3].map((n) => get(base + '/echo', { query: { n } })))).map((it) => it.bodyText.split(' ')[1]));
            """);
    assertThat(result.lines())
        .containsExactly("[\"/echo?n=1\",\"/echo?n=2\",\"/echo?n=3\"]", "slow");
    assertThat(result.code()).isZero();
  }

  @Test
  void nobody_who_catches_a_rejection_ends_the_service_with_1() {
    Result result = run("get(base + '/dropped');");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains("Connection closed");
  }

  @Test
  void a_wrong_argument_throws_a_type_error_at_once() {
    Result result =
        run(
            """
            const calls = [
              () => request(), () => request('x'), () => request({}), () => get(1), () => post(), () => get('no-scheme/x'),
              () => get('ftp://127.0.0.1/'), () => get('http://'), () => get(base, { timeoutMs: '5' }), () => request({ url: base, method: 1 }),
              () => get(base, { headers: 'x' }), () => get(base, { query: 'a=1' }), () => request({ url: base, method: 'A B' }),
              () => get(base, { headers: { 'a b': 'c' } }),
            ];
            for (const call of calls) {
              try { call(); console.log('no error'); } catch (e) { console.log(e.name, e.message); }
            }
            """);
    assertThat(result.lines())
        .containsExactly(
            "TypeError http.request: options must be an object",
            "TypeError http.request: options must be an object",
            "TypeError http.request: options.url must be a string",
            "TypeError http.get: url must be a string",
            "TypeError http.post: url must be a string",
            "TypeError http.request: invalid URL",
            "TypeError http.request: invalid URL",
            "TypeError http.request: invalid URL",
            "TypeError http.request: options.timeoutMs must be a number",
            "TypeError http.request: options.method must be a string",
            "TypeError http.request: options.headers must be an object",
            "TypeError http.request: options.query must be an object",
            "TypeError http.request: illegal method \"A B\"",
            "TypeError http.request: invalid header name: \"a b\"");
  }
}
