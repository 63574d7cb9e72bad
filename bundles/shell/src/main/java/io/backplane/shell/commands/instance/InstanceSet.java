package io.backplane.shell.commands.instance;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.shell.Invocation;
import io.backplane.shell.commands.Pairs;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.units.spi.InstanceChange;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code backplane instance set}. */
@picocli.CommandLine.Command(
    name = "set",
    description = "Change how an instance is run; takes effect with its next start.")
public final class InstanceSet extends InstanceCommand {

  @Option(names = "--profile", paramLabel = "PROFILE", description = "keepalive or oneshot.")
  private String profile;

  @Option(names = "--restart", paramLabel = "POLICY", description = "always, on-failure or never.")
  private String restart;

  @Option(names = "--arg", paramLabel = "ARG", description = "All its arguments, one each.")
  private List<String> arguments;

  @Option(names = "--no-args", description = "Take all its arguments away.")
  private boolean noArguments;

  @Option(names = "--env", paramLabel = "K=V", description = "All its variables, one each.")
  private List<String> environment;

  @Option(names = "--no-env", description = "Take all its variables away.")
  private boolean noEnvironment;

  @Option(names = "--label", paramLabel = "K=V", description = "All its labels, one each.")
  private List<String> labels;

  @Option(names = "--no-labels", description = "Take all its labels away.")
  private boolean noLabels;

  public InstanceSet(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    InstanceChange change = InstanceChange.NONE;
    if (profile != null) {
      change = change.profile(Profile.of(profile));
    }
    if (restart != null) {
      change = change.restart(RestartPolicy.of(restart));
    }
    if (arguments != null || noArguments) {
      change = change.arguments(of(arguments, noArguments, "arg"));
    }
    if (environment != null || noEnvironment) {
      change = change.environment(Pairs.split(of(environment, noEnvironment, "env")));
    }
    if (labels != null || noLabels) {
      change = change.labels(Pairs.split(of(labels, noLabels, "label")));
    }
    return services().instances().change(id(), change, Invocation.PRINCIPAL).toMap();
  }

  private static List<String> of(List<String> given, boolean none, String option) {
    if (given != null && none) {
      throw new RefusedException(
          new Refusal.Invalid("--" + option, "is given, and they are to be taken away"));
    }
    return none ? List.of() : given;
  }
}
