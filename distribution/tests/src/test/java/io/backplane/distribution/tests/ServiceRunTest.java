package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code backplane service run}, without a kernel. */
class ServiceRunTest {

  @TempDir private Path folder;

  private Cli cli() {
    return new Cli(folder.resolve("no-kernel")).in(folder);
  }

  @Test
  void the_sample_reads_a_thermometer_and_writes_a_report() throws IOException {
    String report = Distribution.HOME.resolve("samples/services/report").toString();
    Cli.Result result =
        cli().run("service", "run", report, "--config.readings=3", "--config.output=out/r.json");
    assertThat(result).as(result.err()).returns(0, Cli.Result::code).returns("", Cli.Result::out);
    assertThat(result.err()).contains("\"msg\":\"the report is written\"");
    Map<String, Object> written = Json.object(Files.readString(folder.resolve("out/r.json")));
    assertThat((List<?>) written.get("values")).hasSize(3);
    assertThat(written).containsKeys("at", "avg", "max", "min", "sum").containsEntry("count", 3);
  }

  @Test
  void the_sample_in_typescript_has_drivers_work_at_a_time() throws IOException {
    String pipeline = Distribution.HOME.resolve("samples/services/pipeline").toString();
    Cli.Result result =
        cli().run("service", "run", pipeline, "--config.readings=4", "--config.output=p.json");
    assertThat(result).as(result.err()).returns(0, Cli.Result::code).returns("", Cli.Result::out);
    assertThat(result.err())
        .contains("\"current\":2,\"half\":0", "\"current\":2,\"half\":1", "is through");
    Map<String, Object> written = Json.object(Files.readString(folder.resolve("p.json")));
    var celsius = (List<?>) written.get("celsius");
    var fahrenheit = (List<?>) written.get("fahrenheit");
    assertThat(celsius).hasSize(4);
    for (int i = 0; i < 4; i++) {
      double expected = ((Number) celsius.get(i)).doubleValue() * 1.8 + 32;
      assertThat(((Number) fahrenheit.get(i)).doubleValue()).isEqualTo(expected);
    }
  }

  @Test
  void what_is_wrong_is_said_with_the_codes_of_the_original() {
    String report = Distribution.HOME.resolve("samples/services/report").toString();
    assertThat(cli().run("service", "run", report, "--config.readings=0"))
        .isEqualTo(
            new Cli.Result(1, "", "Error: config validation failed: readings: value 0 < min 1\n"));
    assertThat(cli().run("service", "run", "nowhere"))
        .isEqualTo(new Cli.Result(2, "", "Error: service directory not found: nowhere\n"));
    assertThat(cli().run("service", "templates")).returns(4, Cli.Result::code);
    assertThat(cli().run("service", "run", "--help").out()).contains("--config-file");
  }

  private void write(String program) throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        "{\"manifestVersion\":\"1\",\"id\":\"b\",\"name\":\"b\",\"version\":\"1.0.0\"}");
    Files.writeString(folder.resolve("config.schema.json"), "{}");
    Files.writeString(folder.resolve("index.js"), program);
  }

  @Test
  void a_service_that_eats_its_heap_ends_with_3_and_says_so_on_stderr() throws IOException {
    write("const all = []; for (;;) all.push('x'.repeat(1000) + all.length);");
    Cli.Result result = cli().run("service", "run", ".");
    assertThat(result).returns(3, Cli.Result::code).returns("", Cli.Result::out);
    assertThat(result.err()).contains("java.lang.OutOfMemoryError");
  }

  @Test
  void recursion_without_an_end_is_an_error_like_any_other() throws IOException {
    write(
        """
        function plain() { plain(); }
        async function later() { await later(); }
        class Thing { go() { return [1].map(() => this.go()); } }
        for (const call of [plain, later, () => new Thing().go()]) {
          try { await call(); } catch (e) { console.log(String(e)); }
        }
        """);
    assertThat(cli().run("service", "run", ".").err().lines())
        .hasSize(3)
        .containsOnly("RangeError: Maximum call stack size exceeded");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void a_closed_output_is_nobodys_file() throws Exception {
    write(
        """
        import { exec } from 'stdiolink';
        console.log(exec('sh', ['-c', 'readlink /proc/$PPID/fd/1']).stdout.trim());
        """);
    Process process =
        new ProcessBuilder(
                "sh", "-c", "exec \"$0\" service run . >&-", Distribution.SCRIPT.toString())
            .directory(folder.toFile())
            .start();
    assertThat(new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo("/dev/null\n");
    assertThat(process.waitFor()).isZero();
  }
}
