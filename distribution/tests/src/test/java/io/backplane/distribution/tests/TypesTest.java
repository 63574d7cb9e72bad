package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What services are written against: served, written, and in the hands of an editor. */
class TypesTest {

  private static final Path TYPESCRIPT =
      Path.of("..", "..", "console", "ui", "node_modules", "typescript").toAbsolutePath();
  private static final Path LOOK = Path.of("src/test/resources/types/look.mjs").toAbsolutePath();

  private static final String SCRIPT =
      """
      import { openDriver, getConfig } from 'stdiolink';
      import { resolveDriver } from 'stdiolink/driver';
      import { call, unit } from 'backplane';

      const drv = await openDriver(resolveDriver('stdio.drv.calculator'));
      const { result } = await drv.add({ a: getConfig().a, b: 2 }, { timeoutMs: 100 });
      console.log(result.toFixed(2));
      await drv.batch({ operations: [{ type: 'add', a: 1, b: 2 }] });
      const told = new Set();
      await unit('calc').batch({ operations: [] }, { onEvent: (name, data) => told.add(data.current.toFixed()) });
      await call('hello', 'hello', { name: 'you' }, { onEvent: (name, { number }) => told.add(number) });
      await unit('hello').count();
      await (await openDriver('/bin/other')).anything({ at: 'all' });
      await unit('elsewhere').anything({ at: 'all' });

      await drv.add({ a: 1, c: 2 });
      await drv.add({ a: '1', b: 2 });
      await drv.plus({ a: 1, b: 2 });
      await drv.batch({ operations: [{ type: 'plus', a: 1, b: 2 }] });
      await call('hello', 'goodbye');
      await unit('calc').add({ a: 1, b: 2 }, { timeout: 100 });
      process.exit();
      """;

  private static final List<String> COMPLAINTS =
      List.of(
          "16: Object literal may only specify known properties, and 'c' does not",
          "17: Type 'string' is not assignable to type 'number'.",
          "18: Property 'plus' does not exist",
          "19: Type '\"plus\"' is not assignable to type '\"add\" | \"sub\" | \"mul\" | \"div\"'.",
          "20: Argument of type '\"goodbye\"' is not assignable to parameter of type",
          "21: Object literal may only specify known properties, but 'timeout' does not",
          "22: Cannot find name 'process'");

  private static RunningKernel kernel;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
    for (String name : List.of("thermometer", "calculator")) {
      kernel.cli().run("package", "install", Distribution.driver(name).toString()).ok();
    }
    kernel.cli().run("instance", "create", "stdio.drv.calculator", "--id", "calc").ok();
    Path plugin = Distribution.HOME.resolve("samples/plugins/hello.js");
    kernel
        .cli()
        .run("runtime", "plugin-load", "hello", "--version", "1.0.0", "--entry", plugin.toString())
        .ok();
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private Cli here() {
    return kernel.cli().in(folder);
  }

  @SuppressWarnings("unchecked") // every one of its lists is of texts
  private static List<String> texts(Map<String, Object> in, String name) {
    return (List<String>) in.get(name);
  }

  /** What an editor with TypeScript makes of a folder. */
  private static Map<String, Object> look(Path folder) throws Exception {
    assumeTrue(Files.exists(TYPESCRIPT), "the console's packages are not installed");
    Process node =
        new ProcessBuilder("node", LOOK.toString(), TYPESCRIPT.toString(), folder.toString())
            .start();
    var out = Cli.text(node.getInputStream());
    var err = Cli.text(node.getErrorStream());
    assertThat(node.waitFor()).as(err.join()).isZero();
    return Json.object(out.join());
  }

  @Test
  void an_editor_checks_javascript_against_what_is_installed() throws Exception {
    Files.writeString(folder.resolve("index.js"), SCRIPT);
    assertThat(here().run("types", ".").ok()).contains("wrote jsconfig.json");
    assertComplaints("index.js");
  }

  @Test
  void an_editor_checks_typescript_alike() throws Exception {
    Files.writeString(folder.resolve("index.ts"), SCRIPT + "const own: number = result;\n");
    assertThat(here().run("types", ".").ok()).contains("wrote tsconfig.json");
    assertComplaints("index.ts");
  }

  private void assertComplaints(String file) throws Exception {
    List<String> said = texts(look(folder), "diagnostics");
    assertThat(said).hasSameSizeAs(COMPLAINTS);
    for (int i = 0; i < COMPLAINTS.size(); i++) {
      assertThat(said.get(i)).startsWith(file + ":" + COMPLAINTS.get(i));
    }
  }

  @Test
  void an_editor_completes_drivers_units_commands_parameters_and_modules() throws Exception {
    Files.writeString(
        folder.resolve("index.js"),
        """
        import { openDriver } from 'stdiolink';
        import { resolveDriver } from 'stdiolink/driver';
        import * as fs from 'stdiolink/fs';
        import { call, unit } from 'backplane';
        const drv = await openDriver(resolveDriver('stdio.drv.calculator'));
        drv./*?commands*/add({/*?params*/});
        unit('calc')./*?unitCommands*/add({/*?unitParams*/});
        fs./*?fs*/exists('');
        /*?globals*/
        """);
    here().run("types", ".").ok();
    Map<String, Object> offered = Json.object(look(folder), "completions");
    assertThat(texts(offered, "commands")).contains("add", "batch", "$close");
    assertThat(texts(offered, "params")).containsExactly("a", "b");
    assertThat(texts(offered, "unitCommands")).contains("add").doesNotContain("$close");
    assertThat(texts(offered, "unitParams")).containsExactly("a", "b");
    assertThat(texts(offered, "fs")).contains("readText", "listDir").hasSize(8);
    assertThat(texts(offered, "globals"))
        .contains("setTimeout", "fetch", "Promise", "structuredClone")
        .doesNotContain("document", "process", "require");
  }

  @ParameterizedTest
  @ValueSource(strings = {"samples/services", "templates/services"})
  void what_is_shipped_is_free_of_complaints(String group) throws Exception {
    Path all = Distribution.HOME.resolve(group);
    assumeTrue(Files.isDirectory(all), "there are none");
    try (Stream<Path> services = Files.list(all)) {
      for (Path service : services.filter(Files::isDirectory).toList()) {
        Path copy = folder.resolve(service.getFileName());
        copy(service, copy);
        here().run("types", copy.toString()).ok();
        assertThat(texts(look(copy), "diagnostics")).as(service.toString()).isEmpty();
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }

  @Test
  void rest_serves_what_the_command_writes() throws IOException {
    Map<String, Object> written = here().json("types", ".");
    Rest viewer = kernel.rest("viewer");
    List<Map<String, Object>> files = Json.list(viewer.json("/api/types"), "files");
    assertThat(files).isEqualTo(Json.list(written, "files"));
    assertThat(files)
        .extracting(it -> it.get("id") + " " + it.get("kind"))
        .contains(
            "runtime.backplane runtime",
            "driver.stdio.drv.calculator driver",
            "unit.calc driver",
            "unit.hello plugin",
            "index index");
    for (Map<String, Object> file : files) {
      HttpResponse<String> answer = viewer.get("/api/types/" + file.get("id"));
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/plain;charset=utf-8");
      assertThat(folder.resolve(".backplane/types/" + file.get("path"))).hasContent(answer.body());
    }
    assertThat(viewer.status("GET", "/api/types/unit.nobody")).isEqualTo(404);
    assertThat(viewer.status("GET", "/api/types/..%2f..%2fetc%2fpasswd")).isIn(400, 404);
    assertThat(kernel.stranger().status("GET", "/api/types")).isEqualTo(401);
  }

  @Test
  void what_has_not_changed_is_not_sent_again() {
    Rest viewer = kernel.rest("viewer");
    for (String path : List.of("/api/types", "/api/types/unit.calc")) {
      String etag = viewer.get(path).headers().firstValue("ETag").orElseThrow();
      assertThat(viewer.with("If-None-Match", "\"other\", " + etag).status("GET", path))
          .isEqualTo(304);
      assertThat(viewer.with("If-None-Match", "\"other\"").status("GET", path)).isEqualTo(200);
    }
  }

  @Test
  void units_that_are_gone_go_and_the_project_file_of_others_stays() throws IOException {
    kernel.cli().run("instance", "create", "stdio.drv.calculator", "--id", "brief").ok();
    Files.writeString(folder.resolve("jsconfig.json"), "{}");
    assertThat(here().run("types", ".").ok())
        .contains("jsconfig.json is left as it is", ".backplane/types/index.d.ts");
    Path brief = folder.resolve(".backplane/types/units/brief.d.ts");
    assertThat(brief).exists();

    kernel.cli().run("instance", "delete", "brief").ok();
    Map<String, Object> again = here().json("types", ".");
    assertThat(again).containsEntry("removed", List.of("units/brief.d.ts"));
    assertThat(Json.object(again, "project")).containsEntry("state", "foreign");
    assertThat(brief).doesNotExist();
    assertThat(folder.resolve("jsconfig.json")).hasContent("{}");
  }

  @Test
  void what_is_no_directory_is_refused() throws IOException {
    Cli.Result refused = here().run("types", "nowhere");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err()).contains(folder.resolve("nowhere") + " is no directory");
    Files.writeString(folder.resolve(".backplane"), "in the way");
    assertThat(here().run("types", ".").err()).contains("cannot be written to");
    assertThat(kernel.cli().run("complete", "types", "").ok()).isEqualTo(":files:");
    assertThat(kernel.cli().run("complete", "ty").ok()).isEqualTo("types");
  }
}
