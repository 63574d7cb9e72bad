package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.testing.Await;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files of an instance over REST, as an editor uses them. */
class FileApiTest {

  private static final String FILES = "/api/files/f1";
  private static final String SECRET = "not yours";

  private static RunningKernel kernel;
  private static Rest admin;
  private static Rest operator;
  private static Path home;

  @BeforeAll
  static void start() throws Exception {
    kernel = RunningKernel.start();
    kernel.cli().json("package", "install", Distribution.driver("calculator").toString());
    kernel.cli().json("instance", "create", "stdio.drv.calculator", "--id", "f1");
    admin = kernel.rest("admin");
    operator = kernel.rest("operator");
    home = kernel.data().resolve("instances/drivers/f1");
    Files.createDirectory(home.resolve("workspace"));
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static Rest absent(Rest rest) {
    return rest.with("If-None-Match", "*");
  }

  private static Rest match(Rest rest, String etag) {
    return rest.with("If-Match", "\"" + etag + "\"");
  }

  private static Map<String, Object> sent(
      Rest rest, String method, String path, String body, int status) {
    HttpResponse<String> answer = rest.send(method, FILES + "/" + path, body);
    assertThat(answer.statusCode()).as(method + " " + path + " " + answer.body()).isEqualTo(status);
    return answer.body().isEmpty() ? Map.of() : Json.object(answer.body());
  }

  private static List<String> names(String path) {
    return Json.list(admin.json(FILES + path), "entries").stream()
        .map(entry -> (String) entry.get("path"))
        .toList();
  }

  @Test
  void an_editor_writes_what_it_has_read_and_learns_of_others() {
    Map<String, Object> made =
        sent(absent(admin), "PUT", "workspace/index.js", "let a = 1; // ä\n", 201);
    assertThat(made).containsEntry("path", "workspace/index.js").containsEntry("size", 17);
    HttpResponse<String> read = admin.get(FILES + "/workspace/index.js");
    assertThat(read.body()).isEqualTo("let a = 1; // ä\n");
    assertThat(read.headers().firstValue("ETag")).hasValue("\"" + made.get("etag") + "\"");
    assertThat(read.headers().firstValue("Content-Type").orElseThrow().replace(" ", ""))
        .isEqualToIgnoringCase("text/plain;charset=utf-8");
    assertThat(read.headers().firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("sandbox");
    assertThat(read.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename*=UTF-8''index.js");
    String etag = (String) made.get("etag");
    Map<String, Object> next =
        sent(match(admin, etag), "PUT", "workspace/index.js", "let a = 2;\n", 200);
    HttpResponse<String> late =
        match(admin, etag).send("PUT", FILES + "/workspace/index.js", "let a = 3;\n");
    assertThat(late.statusCode()).isEqualTo(412);
    assertThat(Json.object(late.body())).containsEntry("etag", next.get("etag"));
    assertThat(late.headers().firstValue("ETag")).hasValue("\"" + next.get("etag") + "\"");
    sent(absent(admin), "PUT", "workspace/index.js", "x", 412);
    sent(admin, "PUT", "workspace/index.js", "x", 428);
    sent(match(admin, etag), "PUT", "workspace/other.js", "x", 412);
    assertThat(admin.get(FILES + "/workspace/index.js").body()).isEqualTo("let a = 2;\n");
    assertThat(kernel.admin().get("/api/events?type=file.changed&limit=100").body())
        .contains("workspace/index.js");
    sent(match(admin, etag), "DELETE", "workspace/index.js", "", 412);
    sent(admin, "DELETE", "workspace/index.js", "", 204);
    sent(admin, "DELETE", "workspace/index.js", "", 404);
  }

  @Test
  void directories_are_made_listed_moved_and_deleted() {
    assertThat(sent(admin, "POST", "workspace/lib?directory=true", "", 201))
        .containsEntry("kind", "directory");
    sent(admin, "POST", "workspace/lib?directory=true", "", 409);
    sent(absent(admin), "PUT", "workspace/lib/ä b.js".replace("ä b", "%C3%A4%20b"), "x", 201);
    assertThat(names("/workspace/lib")).containsExactly("workspace/lib/ä b.js");
    assertThat(names("?recursive=true")).contains("workspace/lib/ä b.js", "shared", "private");
    String from = URLEncoder.encode("workspace/lib/ä b.js", StandardCharsets.UTF_8);
    assertThat(sent(admin, "POST", "workspace/c+d.js?from=" + from, "", 200))
        .containsEntry("path", "workspace/c+d.js");
    sent(absent(admin), "PUT", "workspace/e.js", "y", 201);
    sent(admin, "POST", "workspace/e.js?from=workspace/c%2Bd.js", "", 409);
    sent(admin, "POST", "workspace/e.js?from=workspace/c%2Bd.js&overwrite=true", "", 200);
    assertThat(admin.get(FILES + "/workspace/e.js").body()).isEqualTo("x");
    sent(admin, "POST", "shared/e.js?from=workspace/e.js", "", 200);
    assertThat(kernel.data().resolve("shared/e.js")).hasContent("x");
    sent(admin, "POST", "workspace/lib/e.js?from=shared/e.js", "", 200);
    sent(admin, "DELETE", "workspace/lib", "", 409);
    sent(admin, "DELETE", "workspace/lib?recursive=true", "", 204);
    sent(admin, "POST", "workspace/x", "", 400);
    sent(admin, "POST", "workspace/x?directory=true&upload=true", "", 400);
    sent(admin, "POST", "workspace/x?directory=perhaps", "", 400);
  }

  @Test
  void a_body_of_any_kind_is_uploaded_as_it_is() throws Exception {
    Rest form = admin.with("Content-Type", "application/x-www-form-urlencoded");
    sent(form, "POST", "workspace/form?upload=true", "directory=true&a=%zz", 201);
    assertThat(home.resolve("workspace/form")).hasContent("directory=true&a=%zz");
    sent(form, "POST", "workspace/form?upload=true", "x", 409);
    sent(form, "POST", "workspace/form?upload=true&overwrite=true", "x", 200);
    String large = "x".repeat((1 << 20) + 1);
    sent(absent(admin), "PUT", "workspace/large", large, 413);
    sent(admin, "POST", "workspace/large?upload=true", large, 201);
    assertThat(admin.status("GET", FILES + "/workspace/large")).isEqualTo(413);
    HttpResponse<String> whole = admin.get(FILES + "/workspace/large?download=true");
    assertThat(whole.body()).isEqualTo(large);
    assertThat(whole.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
    Files.write(home.resolve("workspace/latin"), new byte[] {'a', (byte) 0xe4});
    assertThat(admin.get(FILES + "/workspace/latin").headers().firstValue("Content-Type"))
        .hasValue("application/octet-stream");
    sent(absent(admin), "PUT", "workspace/nul", "a\0b", 400);
    sent(admin, "DELETE", "workspace/large", "", 204);
    sent(admin, "DELETE", "workspace/latin", "", 204);
    sent(admin, "DELETE", "workspace/form", "", 204);
  }

  @Test
  void an_upload_that_is_too_large_or_breaks_off_leaves_nothing() {
    var http = new RawHttp(kernel.port());
    String bearer = "Authorization: Bearer " + kernel.token("admin");
    String target = FILES + "/workspace/half?upload=true";
    String tooLarge = "Content-Length: " + ((64L << 20) + 1);
    assertThat(http.request("POST", target, bearer, tooLarge).status()).isEqualTo(413);
    http.send(
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\nContent-Length: 100000\r\n\r\nhalf"
            .formatted(target, kernel.port(), bearer));
    http.send(
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n%s\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n9"
            .formatted(target, kernel.port(), bearer));
    Await.until(
        "nothing is left",
        () -> home.toFile().list((_, name) -> name.startsWith(".backplane-")).length == 0);
    assertThat(home.resolve("workspace/half")).doesNotExist();
  }

  @Test
  void a_file_whose_name_no_path_can_hold_is_moved_to_one_that_can() throws Exception {
    String name = "a;b%41..\n\u202Ec";
    Files.writeString(home.resolve("workspace").resolve(name), "strange");
    assertThat(names("/workspace")).contains("workspace/" + name);
    String from = URLEncoder.encode("workspace/" + name, StandardCharsets.UTF_8);
    sent(admin, "POST", "workspace/plain?from=" + from, "", 200);
    assertThat(admin.get(FILES + "/workspace/plain").body()).isEqualTo("strange");
    sent(admin, "DELETE", "workspace/plain", "", 204);
  }

  @Test
  void texts_are_searched() {
    sent(absent(admin), "PUT", "shared/find.js", "one\ntwo needle\n", 201);
    Map<String, Object> found = admin.json(FILES + "?search=NEED%5BL%5De&regex=true&glob=*.js");
    assertThat(Json.list(found, "matches"))
        .containsExactly(
            Map.of(
                "path", "shared/find.js",
                "line", 2,
                "column", 5,
                "length", 6,
                "text", "two needle",
                "textColumn", 1));
    assertThat(found).containsEntry("truncated", false);
    assertThat(admin.json(FILES + "/workspace?search=needle").get("matches")).isEqualTo(List.of());
    assertThat(admin.status("GET", FILES + "?search=(&regex=true".replace("(", "%28")))
        .isEqualTo(400);
    sent(admin, "DELETE", "shared/find.js", "", 204);
  }

  @Test
  void a_role_reaches_as_far_as_it_should() throws Exception {
    assertThat(kernel.rest("viewer").status("GET", FILES)).isEqualTo(403);
    assertThat(kernel.rest("viewer").status("GET", FILES + "/shared")).isEqualTo(403);
    Files.writeString(home.resolve("private/key"), SECRET);
    assertThat(operator.status("GET", FILES + "/private/key")).isEqualTo(403);
    assertThat(operator.status("GET", FILES + "/config/instance.json")).isEqualTo(403);
    sent(absent(operator), "PUT", "private/new", "x", 403);
    sent(absent(operator), "PUT", "workspace/index.js", "x", 403);
    sent(operator, "POST", "shared/key?from=private/key", "", 403);
    assertThat(operator.get(FILES + "?recursive=true").body()).doesNotContain("private/key");
    assertThat(operator.get(FILES + "?search=not").body()).doesNotContain(SECRET);
    assertThat(kernel.admin().get(FILES + "/private/key").body()).isEqualTo(SECRET);
    assertThat(kernel.admin().json(FILES + "/config/instance.json")).containsEntry("id", "f1");
    assertThat(operator.status("GET", "/api/files/none")).isEqualTo(404);
    Files.delete(home.resolve("private/key"));
  }
}
