package io.backplane.host.modules;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.backplane.host.TestService;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fetch}, against a real server. */
class FetchTest {

  @TempDir private Path folder;
  private HttpServer server;
  private final CountDownLatch asked = new CountDownLatch(1);

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path.startsWith("/hang")) {
      asked.countDown();
      return; // and never answers
    }
    if (path.startsWith("/to/")) {
      String[] parts = path.split("/", 4);
      exchange.getResponseHeaders().add("Location", parts[3].isEmpty() ? "/echo" : parts[3]);
      exchange.sendResponseHeaders(Integer.parseInt(parts[2]), -1);
      exchange.close();
      return;
    }
    byte[] body = path.equals("/bytes") ? new byte[] {0, (byte) 0xFF, (byte) 0x80} : echo(exchange);
    exchange.getResponseHeaders().add("X-Two", "a");
    exchange.getResponseHeaders().add("X-Two", "b");
    exchange.getResponseHeaders().add("Set-Cookie", "c=1");
    exchange.getResponseHeaders().add("Set-Cookie", "d=2");
    exchange.sendResponseHeaders(path.equals("/missing") ? 404 : 200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static byte[] echo(HttpExchange exchange) throws IOException {
    var headers = new TreeMap<String, String>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    headers.keySet().retainAll(List.of("accept", "authorization", "content-type", "x-one"));
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1);
    return ("\uFEFF"
            + io.backplane.host.js.Json.text(
                List.of(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers,
                    body)))
        .getBytes(StandardCharsets.UTF_8);
  }

  private List<String> run(String script) {
    String all =
        """
        const BASE = 'http://127.0.0.1:%d';
        const tried = (act) => Promise.try(act).then((it) => it, (e) => `${e.name}: ${e.message} (${e.cause?.message} ${e.cause?.code})`);
        const echo = async (path, init) => (await fetch(BASE + path, init)).json();
        """
            .formatted(server.getAddress().getPort());
    return TestService.of(folder, all + script).run().lines();
  }

  @Test
  void requests_carry_method_headers_and_body() {
    assertThat(
            run(
                """
                console.log(await echo('/echo?q=a b|[x]#f'));
                console.log(await echo('/echo', { method: 'post', body: 'ü', headers: { 'X-One': 1, Accept: 'text/x' } }));
                console.log(await echo('/echo', { method: 'PUT', body: new URLSearchParams({ a: 'x y' }) }));
                console.log(await echo('/echo', { method: 'POST', body: new Uint8Array([1, 255, 65]).subarray(1) }));
                console.log(await echo('/echo', { method: 'DELETE', headers: new Headers([['x-one', 'a'], ['X-One', 'b']]) }));
                console.log((await (await fetch(new URL('/echo', BASE))).json())[1]);
                """))
        .containsExactly(
            "[\"GET\",\"/echo?q=a%20b%7C%5Bx%5D\",{\"accept\":\"*/*\"},\"\"]",
            "[\"POST\",\"/echo\",{\"accept\":\"text/x\",\"content-type\":\"text/plain;charset=UTF-8\",\"x-one\":\"1\"},\"Ã¼\"]",
            "[\"PUT\",\"/echo\",{\"accept\":\"*/*\",\"content-type\":\"application/x-www-form-urlencoded;charset=UTF-8\"},\"a=x+y\"]",
            "[\"POST\",\"/echo\",{\"accept\":\"*/*\"},\"ÿA\"]",
            "[\"DELETE\",\"/echo\",{\"accept\":\"*/*\",\"x-one\":\"a, b\"},\"\"]",
            "/echo");
  }

  @Test
  void answers_have_a_status_headers_and_a_body_that_is_read_once() {
    assertThat(
            run(
                """
                const found = await fetch(BASE + '/bytes');
                console.log(found.ok, found.status, found.statusText, found.url === BASE + '/bytes', found.redirected, found.bodyUsed);
                console.log(found.headers.get('x-two'), found.headers.getSetCookie(), found.headers.has('nope'), found.headers.get('nope'));
                const copy = found.clone();
                console.log([...await found.bytes()], new Uint8Array(await copy.arrayBuffer()).length, found.bodyUsed);
                console.log(await tried(() => found.text()));
                const missing = await fetch(BASE + '/missing');
                console.log(missing.ok, missing.status, missing.statusText, typeof await missing.text());
                console.log(await tried(async () => (await fetch(BASE + '/bytes')).json().catch((e) => e.name)));
                console.log([...new Headers({ B: '2', a: ' 1 ' })], await new Response('x', { status: 201 }).text());
                """))
        .containsExactly(
            "true 200 OK true false false",
            "a, b [\"c=1\",\"d=2\"] false null",
            "[0,255,128] 3 true",
            "TypeError: Body is unusable: Body has already been read (undefined undefined)",
            "false 404 Not Found string",
            "SyntaxError",
            "[[\"a\",\"1\"],[\"b\",\"2\"]] x");
  }

  @Test
  void a_host_can_be_named_by_the_module_http_also_behind_a_fetch() {
    assertThat(
            run(
                """
                const http = await import('stdiolink/http');
                await fetch(BASE + '/bytes');
                console.log((await http.get(BASE + '/bytes', { headers: { Host: 'device.local' } })).status);
                """))
        .containsExactly("200");
  }

  @Test
  void redirections_are_followed_as_they_are_elsewhere() {
    assertThat(
            run(
                """
                const post = { method: 'POST', body: 'b', headers: { Authorization: 'secret' } };
                console.log(await echo('/to/302/', post));
                console.log(await echo('/to/307/', post));
                console.log(await echo('/to/303/', { method: 'PUT', body: 'b' }));
                const elsewhere = BASE.replace('127.0.0.1', 'localhost');
                console.log((await (await fetch(`${BASE}/to/308/${elsewhere}/echo`, post)).json())[2].authorization);
                const last = await fetch(BASE + '/to/301/#there');
                console.log(last.redirected, last.url === BASE + '/echo');
                const manual = await fetch(BASE + '/to/302/', { redirect: 'manual' });
                console.log(manual.status, manual.statusText, manual.headers.get('location'));
                console.log(await tried(() => fetch(BASE + '/to/302/', { redirect: 'error' })));
                console.log(await tried(() => fetch(BASE + '/to/302/file:/x')));
                """))
        .containsExactly(
            "[\"GET\",\"/echo\",{\"accept\":\"*/*\",\"authorization\":\"secret\"},\"\"]",
            "[\"POST\",\"/echo\",{\"accept\":\"*/*\",\"authorization\":\"secret\",\"content-type\":\"text/plain;charset=UTF-8\"},\"b\"]",
            "[\"GET\",\"/echo\",{\"accept\":\"*/*\"},\"\"]",
            "undefined",
            "true true",
            "302 Found /echo",
            "TypeError: fetch failed (unexpected redirect undefined)",
            "TypeError: fetch failed (unknown scheme undefined)");
  }

  @Test
  void what_fails_says_why() {
    assertThat(
            run(
                """
                console.log(await tried(() => fetch('http://127.0.0.1:1/')));
                console.log(await tried(() => fetch('/relative')));
                console.log(await tried(() => fetch(BASE, { body: 'x' })));
                console.log(await tried(() => fetch(BASE, { headers: { 'a b': 1 } })));
                console.log(await tried(() => fetch(BASE, { headers: { a: 'x\\ny' } })));
                console.log(await tried(() => fetch(BASE, { method: 'TRACE' })));
                const control = new AbortController();
                setTimeout(() => control.abort(), 50);
                console.log(await tried(() => fetch(BASE + '/hang', { signal: control.signal })));
                console.log(await tried(() => fetch(BASE + '/never', { signal: AbortSignal.abort(new Error('before')) })));
                console.log(await tried(() => fetch(BASE + '/hang', { signal: AbortSignal.timeout(20) })));
                """))
        .containsExactly(
            "TypeError: fetch failed (Connection refused ECONNREFUSED)",
            "TypeError: Failed to parse URL from /relative (Invalid URL ERR_INVALID_URL)",
            "TypeError: Request with GET/HEAD method cannot have body. (undefined undefined)",
            "TypeError: Headers: a b is an invalid header name (undefined undefined)",
            "TypeError: Headers: x\ny is an invalid header value (undefined undefined)"
                .split("\n")[0],
            "TypeError: Headers: x\ny is an invalid header value (undefined undefined)"
                .split("\n")[1],
            "TypeError: 'TRACE' is not a valid HTTP method. (undefined undefined)",
            "AbortError: This operation was aborted (undefined undefined)",
            "Error: before (undefined undefined)",
            "TimeoutError: The operation timed out. (undefined undefined)");
    assertThat(asked.getCount()).isZero();
  }
}
