package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody may do with files of an instance, byte by byte as it comes over HTTP. */
class FileCorpusTest {

  private static final String FILES = "/api/files/f1";
  private static final String SECRET = "not yours";
  private static final String EMPTY = "Content-Length: 0";

  private static RunningKernel kernel;
  private static RawHttp http;
  private static String bearer;
  private static Path home;

  @BeforeAll
  static void start() throws Exception {
    kernel = RunningKernel.start();
    kernel.cli().json("package", "install", Distribution.driver("calculator").toString());
    kernel.cli().json("instance", "create", "stdio.drv.calculator", "--id", "f1");
    http = new RawHttp(kernel.port());
    bearer = "Authorization: Bearer " + kernel.token("admin");
    home = kernel.data().resolve("instances/drivers/f1");
    Files.createDirectory(home.resolve("workspace"));
    Path secret = Files.writeString(kernel.data().resolve("secret"), SECRET);
    Path outside = Files.createDirectory(kernel.data().resolve("outside"));
    Files.writeString(outside.resolve("secret"), SECRET);
    Path links = Files.createDirectory(home.resolve("workspace/links"));
    Files.createSymbolicLink(links.resolve("file"), secret);
    Files.createSymbolicLink(links.resolve("directory"), outside);
    Files.createSymbolicLink(links.resolve("loop"), Path.of("loop"));
    Path pipe = links.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        "../../../secret",
        "workspace/../../../../secret",
        "%2e%2e/%2e%2e/%2e%2e/secret",
        "%2E./%2E./%2E./secret",
        "%252e%252e/%252e%252e/%252e%252e/secret",
        "%25252e%25252e/secret",
        "..%2f..%2f..%2fsecret",
        "..%252f..%252f..%252fsecret",
        "..%5c..%5c..%5csecret",
        "..\\..\\..\\secret",
        "workspace/..;/..;/secret",
        "workspace/%c0%ae%c0%ae/%c0%ae%c0%ae/secret",
        "workspace/%u002e%u002e/secret",
        "workspace/%EF%BC%8E%EF%BC%8E/secret",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "file:/etc/passwd",
        "workspace//secret",
        "workspace/./secret",
        "workspace/%2e/secret",
        "workspace/a%00",
        "workspace/a%00/../../secret",
        "workspace/%zz",
        "workspace/%ff",
        "workspace/%ed%a0%80",
        "workspace/a%0ab/c",
        "workspace/a%0d%0aX-Injected:%20yes/c",
        "Config/instance.json",
        "PRIVATE/x",
        "shared/../../../secret",
        ".backplane-staged-1",
        "shared/.backplane-staged-1",
        "workspace/links/file",
        "workspace/links/file/x",
        "workspace/links/directory/secret",
        "workspace/links/directory/new",
        "workspace/links/loop",
        "workspace/links/loop/x",
        "workspace/links/pipe",
        "workspace/links/pipe/x"
      })
  void what_leads_out_or_elsewhere_is_refused_by_every_method(String path) throws Exception {
    String target = FILES + "/" + path;
    refused(http.request("GET", target, bearer));
    refused(http.request("GET", target + "?download=true", bearer));
    refused(http.request("GET", target + "?recursive=true", bearer));
    refused(http.request("GET", target + "?search=yours", bearer));
    assertUnchangeable(target);
    boolean link = path.matches("workspace/links/[a-z]+");
    if (!link) { // which may be deleted
      refused(http.request("DELETE", target + "?recursive=true", bearer));
    }
    assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/workspace",
        "/private",
        "/shared",
        "/config",
        "/config/instance.json",
        "/config/new",
        "/logs",
        "/logs/new"
      })
  void what_an_instance_must_have_is_changed_by_no_method(String path) throws Exception {
    String target = FILES + path;
    assertUnchangeable(target);
    refused(http.request("DELETE", target, bearer));
    refused(http.request("DELETE", target + "?recursive=true", bearer));
    assertUntouched();
  }

  private static void assertUnchangeable(String target) {
    refused(http.request("PUT", target, bearer, EMPTY, "If-None-Match: *"));
    refused(http.request("PUT", target, bearer, EMPTY, "If-Match: *"));
    refused(http.request("POST", target + "?upload=true&overwrite=true", bearer, EMPTY));
    refused(http.request("POST", target + "?directory=true", bearer, EMPTY));
    refused(http.request("POST", target + "?overwrite=true&from=workspace/links", bearer, EMPTY));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../secret",
        "%2e%2e/%2e%2e/%2e%2e/secret",
        "..%2f..%2f..%2fsecret",
        "workspace/../../../../secret",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "..%5c..%5csecret",
        "workspace/a%00b",
        "workspace//x",
        "workspace/%ff",
        "%zz",
        "",
        "workspace/links/file",
        "workspace/links/pipe",
        "workspace/links/directory/secret",
        "config/instance.json",
        "config",
        "logs",
        "private",
        "shared"
      })
  void nothing_is_fetched_from_elsewhere(String from) throws Exception {
    String target = FILES + "/workspace/stolen?overwrite=true&from=" + from;
    refused(http.request("POST", target, bearer, EMPTY));
    assertThat(home.resolve("workspace/stolen")).doesNotExist();
    assertUntouched();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.", "a%20", "%20a", "a%0ab", "a%e2%80%aetxt.js", "a%e2%80%8bb", "a%7f", "a%09b"})
  void a_name_that_does_not_look_like_what_it_is_is_not_given(String name) throws Exception {
    assertUnchangeable(FILES + "/workspace/" + name);
    refused(http.request("GET", FILES + "/workspace/" + name, bearer));
    assertUntouched();
  }

  @Test
  void a_name_that_is_too_long_or_too_deep_is_refused() throws Exception {
    for (String path : new String[] {"n".repeat(256), "n".repeat(6_000), "d/".repeat(64) + "d"}) {
      assertUnchangeable(FILES + "/workspace/" + path);
      refused(http.request("GET", FILES + "/workspace/" + path, bearer));
    }
    assertUntouched();
  }

  @Test
  void a_query_that_is_none_is_refused() throws Exception {
    for (String query : new String[] {"directory=%zz", "directory=perhaps", "upload", "", "x=1"}) {
      refused(http.request("POST", FILES + "/workspace/new?" + query, bearer, EMPTY));
    }
    assertUntouched();
  }

  private static void refused(RawHttp.Answer answer) {
    assertThat(answer.status()).as(answer.text()).isBetween(400, 499);
    assertThat(answer.text())
        .doesNotContain(SECRET)
        .doesNotContain("root:")
        .doesNotContain("\nX-Injected");
  }

  private static void assertUntouched() throws Exception {
    assertThat(kernel.data().resolve("secret")).hasContent(SECRET);
    try (var outside = Files.list(kernel.data().resolve("outside"))) {
      assertThat(outside).containsExactly(kernel.data().resolve("outside/secret"));
    }
    try (var all = Files.walk(home)) {
      assertThat(
              all.map(path -> home.relativize(path).toString())
                  .filter(path -> !path.startsWith("logs/unit.")))
          .containsExactlyInAnyOrder(
              "",
              "config",
              "config/instance.json",
              "logs",
              "private",
              "shared",
              "workspace",
              "workspace/links",
              "workspace/links/directory",
              "workspace/links/file",
              "workspace/links/loop",
              "workspace/links/pipe");
    }
    assertThat(kernel.data().resolve("shared")).isEmptyDirectory();
  }
}
