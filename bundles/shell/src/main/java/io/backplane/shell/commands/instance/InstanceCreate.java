package io.backplane.shell.commands.instance;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.shell.Json;
import io.backplane.shell.commands.Pairs;
import io.backplane.supervisor.spi.Phase;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UnitPackage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane instance create}. */
@picocli.CommandLine.Command(
    name = "create",
    description = "Make an instance of a package.",
    footer = {
      "",
      "Example: backplane instance create sample.thermometer --id lab unit=celsius --start"
    })
public final class InstanceCreate extends Command {

  @Parameters(
      index = "0",
      paramLabel = "<package>",
      description = "Its id or file name, also as NAME@VERSION.")
  private String ref;

  @Parameters(index = "1..*", paramLabel = "key=value", description = "Its configuration.")
  private List<String> pairs = List.of();

  @Option(names = "--version", paramLabel = "V", description = "Default: the newest.")
  private String version;

  @Option(names = "--id", paramLabel = "NAME", description = "Default: made from the program's.")
  private String id;

  @Option(names = "--config", paramLabel = "JSON", description = "Its configuration in one piece.")
  private String config;

  @Option(names = "--profile", paramLabel = "PROFILE", description = "keepalive or oneshot.")
  private String profile;

  @Option(names = "--restart", paramLabel = "POLICY", description = "always, on-failure or never.")
  private String restart;

  @Option(
      names = "--arg",
      paramLabel = "ARG",
      description = "An argument of the program, or a word for a service's host.")
  private List<String> arguments = List.of();

  @Option(names = "--env", paramLabel = "K=V", description = "A variable of its environment.")
  private List<String> environment = List.of();

  @Option(names = "--label", paramLabel = "K=V", description = "A label.")
  private List<String> labels = List.of();

  @Option(names = "--start", description = "Start it.")
  private boolean start;

  public InstanceCreate(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    String wanted = version == null ? ref : ref + "@" + version;
    UnitPackage pack =
        services()
            .packages()
            .find(wanted)
            .orElseThrow(() -> new RefusedException(new Refusal.NotFound("package", wanted)));
    Map<String, Object> values =
        new LinkedHashMap<>(config == null ? Map.of() : Json.object("--config", config));
    Pairs.merge(values, Pairs.read(pairs, pack.meta().config().fields()));
    Instance made =
        services()
            .instances()
            .create(
                new NewInstance(
                    pack.ref(),
                    Optional.ofNullable(id),
                    values,
                    Optional.ofNullable(profile).map(Profile::of),
                    Optional.ofNullable(restart).map(RestartPolicy::of),
                    arguments,
                    Pairs.split(environment),
                    Pairs.split(labels),
                    start),
                Invocation.PRINCIPAL);
    return made.toMap();
  }

  @Override
  protected void print(Object answer) {
    Map<?, ?> made = (Map<?, ?>) answer;
    out().println(made.get("id") + " is " + made.get("state"));
    if (made.get("state").equals(Values.word(Phase.CREATED))) {
      services()
          .instances()
          .config(made.get("id").toString())
          .problems()
          .forEach(problem -> out().println("  " + problem));
    }
  }
}
