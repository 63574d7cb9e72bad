package io.backplane.shell.commands.packages;

import io.backplane.api.call.Values;
import io.backplane.shell.Command;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.units.spi.Dependencies.Standing;
import io.backplane.units.spi.Installed;
import io.backplane.units.spi.Kind;
import io.backplane.units.spi.UnitPackage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane package install}. */
@picocli.CommandLine.Command(
    name = "install",
    description =
        "Install a driver or a service from a directory or a zip, or all of a directory of such.",
    footer = {"", "Example: backplane package install samples/drivers/thermometer"})
public final class PackageInstall extends Command {

  @Parameters(paramLabel = "<file>", description = "Directory or zip; relative to where you are.")
  private String source;

  @Option(
      names = "--with-dependencies",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "DIRECTORY",
      description = {
        "Install the drivers that services need from there, make instances, and refer to them.",
        "Default: the folder 'drivers' in the service, and the folders around it."
      })
  private String places;

  private Installed installed;
  private List<Standing> needed = List.of();

  public PackageInstall(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Path path = invocation().directory().resolve(source).normalize();
    installed = services().packages().install(path, Invocation.PRINCIPAL);
    needed = installed.packages().stream().flatMap(pack -> needed(pack, path).stream()).toList();
    boolean one = installed.packages().size() == 1 && installed.failed().isEmpty();
    return one
        ? with(installed.packages().getFirst().toMap())
        : with(
            Values.map(
                "packages", installed.packages().stream().map(UnitPackage::toMap).toList(),
                "failed", installed.failed().stream().map(Installed.Failed::toMap).toList()));
  }

  private Map<String, Object> with(Map<String, Object> answer) {
    if (!needed.isEmpty()) {
      answer.put("dependencies", needed.stream().map(Standing::toMap).toList());
    }
    return answer;
  }

  private List<Standing> needed(UnitPackage pack, Path from) {
    if (pack.kind() != Kind.SERVICE) {
      return List.of();
    }
    return places == null
        ? services().dependencies().of(pack.ref())
        : services().dependencies().provide(pack.ref(), places(from), Invocation.PRINCIPAL);
  }

  private List<Path> places(Path from) {
    if (!places.isEmpty()) {
      return List.of(invocation().directory().resolve(places).normalize());
    }
    Path above = from.toAbsolutePath().getParent();
    return Stream.of(from.resolve("drivers"), above, above.resolveSibling("drivers"))
        .filter(Files::isDirectory)
        .toList();
  }

  @Override
  protected int exitCode() {
    boolean done = installed.failed().isEmpty() && (places == null || missing().isEmpty());
    return done ? ExitCode.OK : ExitCode.FAILED;
  }

  private List<Standing> missing() {
    return needed.stream().filter(standing -> !standing.problem().isEmpty()).toList();
  }

  @Override
  protected void print(Object answer) {
    installed.packages().forEach(pack -> out().println(pack.ref() + " (" + pack.program() + ")"));
    installed
        .failed()
        .forEach(pack -> out().println("failed: " + pack.directory() + ": " + pack.reason()));
    needed.forEach(
        standing ->
            out().println("  %s: %s".formatted(standing.dependency().alias(), words(standing))));
    if (places == null && !missing().isEmpty()) {
      out().println("  --with-dependencies[=DIRECTORY] installs what is missing");
    }
  }

  private static String words(Standing standing) {
    if (!standing.problem().isEmpty()) {
      return standing.problem();
    }
    String there = standing.packageRef().orElse("");
    return standing.instance().map(name -> there + ", instance " + name).orElse(there);
  }
}
