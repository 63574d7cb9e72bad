package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
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
  void what_is_wrong_is_said_with_the_codes_of_the_original() {
    String report = Distribution.HOME.resolve("samples/services/report").toString();
    assertThat(cli().run("service", "run", report, "--config.readings=0"))
        .isEqualTo(
            new Cli.Result(1, "", "Error: config validation failed: readings: value 0 < min 1\n"));
    assertThat(cli().run("service", "run", "nowhere"))
        .isEqualTo(new Cli.Result(2, "", "Error: service directory not found: nowhere\n"));
    assertThat(cli().run("service")).returns(2, Cli.Result::code);
    assertThat(cli().run("service", "run", "--help").out()).contains("--config-file");
  }

  @Test
  void a_service_that_eats_its_heap_ends_with_3() throws IOException {
    Files.writeString(
        folder.resolve("manifest.json"),
        "{\"manifestVersion\":\"1\",\"id\":\"b\",\"name\":\"b\",\"version\":\"1.0.0\"}");
    Files.writeString(folder.resolve("config.schema.json"), "{}");
    Files.writeString(
        folder.resolve("index.js"),
        "const all = []; for (;;) all.push('x'.repeat(1000) + all.length);");
    assertThat(cli().run("service", "run", ".")).returns(3, Cli.Result::code);
  }
}
