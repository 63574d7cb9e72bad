package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.distribution.tests.halt.StepHalt;
import io.backplane.testing.Await;
import io.backplane.testing.PluginJar;
import io.backplane.updates.spi.UpdateStep;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A kernel is killed at every step of an update, before and after the step's effect. */
@Execution(ExecutionMode.CONCURRENT) // each test has a kernel of its own
@Timeout(900)
class UpdateKilledTest {

  private static final String ID = "tallied";
  private static final String OLD = "1.0.0";
  private static final String GOOD = "1.0.1";
  private static final String SICK = "1.0.2";
  private static final String COMPONENT = "OSGI-INF/halt.xml";

  @TempDir static Path folder;

  private static Path home;

  @BeforeAll
  static void assemble() throws IOException {
    home = Distribution.copy(folder.resolve("home"));
    haltBundle(home.resolve("bundles/test.halt.jar"));
    new Cli(folder).of(home).run("train").ok(); // kernels are started some fifty times
  }

  @Test
  void beside_the_old_version() throws IOException {
    killEverywhere("");
  }

  @Test
  void in_the_place_of_the_old_version() throws IOException {
    killEverywhere(";exclusive=true");
  }

  private void killEverywhere(String attributes) throws IOException {
    try (var kernel = RunningKernel.none()) {
      Cli cli = kernel.cli().of(home);
      Files.createDirectories(kernel.data());
      kernel.launch(cli);
      for (String version : List.of(OLD, GOOD, SICK)) {
        PluginJar jar =
            PluginJar.tally(ID, version)
                .header("Backplane-Plugin", ID + ";api=\"[1.0,2)\"" + attributes);
        if (version.equals(SICK)) {
          jar.property("sickAfterMs", "300");
        }
        place(kernel, version, jar);
      }
      cli.run("runtime", "plugin-load", ID, "--entry", placed(kernel, OLD).toString()).ok();
      for (Point point : points(kernel, cli)) {
        kill(kernel, cli, point);
      }
    }
  }

  /**
   * Where a kernel is killed.
   *
   * @param to the version that the update under way is to
   * @param committed whether the new version has to be there afterwards
   */
  private record Point(String where, String to, boolean committed) {}

  private static Path placed(RunningKernel kernel, String version) {
    return kernel.data().resolve("packages/plugins/" + ID + "/" + version + "/placed.jar");
  }

  private static void place(RunningKernel kernel, String version, PluginJar jar)
      throws IOException {
    Files.createDirectories(placed(kernel, version).getParent());
    jar.write(placed(kernel, version));
  }

  /** From the steps of updates that are left alone, one good and one that is turned back. */
  private static List<Point> points(RunningKernel kernel, Cli cli) {
    var points = new ArrayList<Point>();
    for (String to : List.of(GOOD, SICK)) {
      update(cli, to);
      List<UpdateStep> steps = steps(kernel);
      assertThat(steps).contains(to.equals(GOOD) ? UpdateStep.COMMIT : UpdateStep.REVERT);
      for (UpdateStep step : steps) {
        boolean known = to.equals(SICK) && step != UpdateStep.REVERT;
        if (!known) {
          boolean committed = to.equals(GOOD) && step.compareTo(UpdateStep.COMMIT) >= 0;
          if (step != UpdateStep.WAIT) { // which has no effect
            points.add(new Point("before " + step.word(), to, committed));
          }
          points.add(new Point("after " + step.word(), to, committed));
        }
      }
      back(cli);
    }
    return points;
  }

  private static void update(Cli cli, String to, String... more) {
    var words = new ArrayList<>(List.of("runtime", "hot-update", ID, "--version", to));
    words.addAll(List.of("--health-window", to.equals(SICK) ? "5s" : "1ms"));
    words.addAll(List.of(more));
    cli.run(words.toArray(String[]::new));
  }

  /** What the events say of the last update, in their order. */
  private static List<UpdateStep> steps(RunningKernel kernel) {
    List<Map<String, Object>> events =
        Json.list(kernel.admin().json("/api/events?limit=1000"), "events").stream()
            .filter(event -> event.get("type").equals("plugin.updating"))
            .toList();
    int last = events.stream().mapToInt(UpdateKilledTest::update).max().orElseThrow();
    return events.stream()
        .filter(event -> update(event) == last)
        .map(event -> (String) data(event).get("step"))
        .map(word -> UpdateStep.valueOf(word.toUpperCase().replace('-', '_')))
        .filter(step -> step != UpdateStep.ENDED) // nothing is left to be killed in
        .sorted()
        .toList();
  }

  @SuppressWarnings("unchecked") // as the API promises
  private static Map<String, Object> data(Map<String, Object> event) {
    return (Map<String, Object>) event.get("data");
  }

  private static int update(Map<String, Object> event) {
    return (Integer) data(event).get("update");
  }

  private static void back(Cli cli) {
    if (!version(cli).equals(OLD)) {
      cli.run("runtime", "rollback", ID, "--to", OLD, "--health-window", "1ms").ok();
    }
  }

  private static String version(Cli cli) {
    return cli.run("call", ID, "version").ok();
  }

  private static void kill(RunningKernel kernel, Cli cli, Point point) throws IOException {
    Path halt = Files.writeString(kernel.data().resolve("halt"), point.where() + " " + point.to());
    Path halted = kernel.data().resolve("halted");
    update(cli, point.to(), "--no-wait");
    Await.until("the update is halted " + point.where(), () -> Files.exists(halted));
    kernel.kill();
    Files.delete(halted);
    Files.delete(halt);
    kernel.launch(cli);

    Specimens.awaitActive(kernel, ID, point.committed() ? GOOD : OLD);
    assertThat(version(cli)).as(point.where()).isEqualTo(point.committed() ? GOOD : OLD);
    Map<String, Object> update =
        Json.list(kernel.admin().json("/api/plugins/" + ID + "/updates"), "updates").getFirst();
    assertThat(update.get("endedAt")).as(point.where()).isNotNull();
    assertThat(update.get("outcome"))
        .as(point.where())
        .isIn(point.committed() ? List.of("committed") : List.of("rolled-back", "abandoned"));
    back(cli);
  }

  private static void haltBundle(Path file) throws IOException {
    var manifest = new Manifest();
    Attributes headers = manifest.getMainAttributes();
    headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.putValue("Bundle-ManifestVersion", "2");
    headers.putValue("Bundle-SymbolicName", "test.halt");
    headers.putValue("Bundle-Version", "1.0.0");
    headers.putValue("Import-Package", "io.backplane.updates.spi,org.osgi.framework");
    headers.putValue("Service-Component", COMPONENT);
    headers.putValue(
        "Require-Capability",
        "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.5.0))\"");
    String type = StepHalt.class.getName();
    try (OutputStream out = Files.newOutputStream(file);
        var jar = new JarOutputStream(out, manifest);
        InputStream code = StepHalt.class.getResourceAsStream("StepHalt.class")) {
      jar.putNextEntry(new ZipEntry(type.replace('.', '/') + ".class"));
      code.transferTo(jar);
      jar.putNextEntry(new ZipEntry(COMPONENT));
      jar.write(
          """
          <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="halt">
            <service>
              <provide interface="io.backplane.updates.spi.StepListener"/>
            </service>
            <implementation class="%s"/>
          </scr:component>
          """
              .formatted(type)
              .getBytes(StandardCharsets.UTF_8));
    }
  }
}
