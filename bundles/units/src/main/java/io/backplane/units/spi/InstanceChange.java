package io.backplane.units.spi;

import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What is to be changed of an instance; what is empty stays as it is. */
public record InstanceChange(
    Optional<Profile> profile,
    Optional<RestartPolicy> restart,
    Optional<List<String>> arguments,
    Optional<Map<String, String>> environment,
    Optional<Map<String, String>> labels) {

  public static final InstanceChange NONE =
      new InstanceChange(
          Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  public InstanceChange {
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(restart, "restart");
    arguments = arguments.map(List::copyOf);
    environment = environment.map(Map::copyOf);
    labels = labels.map(Map::copyOf);
  }

  public InstanceChange profile(Profile profile) {
    return new InstanceChange(Optional.of(profile), restart, arguments, environment, labels);
  }

  public InstanceChange restart(RestartPolicy restart) {
    return new InstanceChange(profile, Optional.of(restart), arguments, environment, labels);
  }

  public InstanceChange arguments(List<String> arguments) {
    return new InstanceChange(profile, restart, Optional.of(arguments), environment, labels);
  }

  /** A value that is {@link Instances#MASK} stays as it is. */
  public InstanceChange environment(Map<String, String> environment) {
    return new InstanceChange(profile, restart, arguments, Optional.of(environment), labels);
  }

  public InstanceChange labels(Map<String, String> labels) {
    return new InstanceChange(profile, restart, arguments, environment, Optional.of(labels));
  }
}
