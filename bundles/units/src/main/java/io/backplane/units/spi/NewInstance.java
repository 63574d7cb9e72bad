package io.backplane.units.spi;

import io.backplane.api.call.Values;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * An instance that is asked for.
 *
 * @param packageRef as {@link Packages#find} takes it
 * @param id of the instance; empty for one made from the program's name
 * @param config over the package's defaults
 * @param profile how long its process is meant to live; empty for what suits the package: oneshot
 *     for a service without commands, else keepalive
 * @param restart empty for {@code never} where that is oneshot, else {@code on-failure}
 * @param arguments of a driver's program, behind the profile; of a service, words for its host
 * @param environment added to the kernel's own; sealed at rest
 * @param labels words an operator gives it, by name
 * @param start whether it is to be started at once
 */
public record NewInstance(
    String packageRef,
    Optional<String> id,
    Map<String, Object> config,
    Optional<Profile> profile,
    Optional<RestartPolicy> restart,
    List<String> arguments,
    Map<String, String> environment,
    Map<String, String> labels,
    boolean start) {

  public NewInstance {
    Objects.requireNonNull(packageRef, "packageRef");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(restart, "restart");
    config = Values.copyOf("config", config);
    arguments = List.copyOf(arguments);
    environment = Map.copyOf(environment);
    labels = Map.copyOf(labels);
  }

  /** With every default and a name made from the program's. */
  public static NewInstance of(String packageRef) {
    return new NewInstance(
        packageRef,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        Map.of(),
        Map.of(),
        false);
  }

  public NewInstance named(String id) {
    return new NewInstance(
        packageRef,
        Optional.of(id),
        config,
        profile,
        restart,
        arguments,
        environment,
        labels,
        start);
  }

  public NewInstance config(Map<String, Object> config) {
    return new NewInstance(
        packageRef, id, config, profile, restart, arguments, environment, labels, start);
  }

  public NewInstance keep(Profile profile, RestartPolicy restart) {
    return new NewInstance(
        packageRef,
        id,
        config,
        Optional.of(profile),
        Optional.of(restart),
        arguments,
        environment,
        labels,
        start);
  }

  public NewInstance arguments(List<String> arguments) {
    return new NewInstance(
        packageRef, id, config, profile, restart, arguments, environment, labels, start);
  }

  public NewInstance environment(Map<String, String> environment) {
    return new NewInstance(
        packageRef, id, config, profile, restart, arguments, environment, labels, start);
  }

  public NewInstance labels(Map<String, String> labels) {
    return new NewInstance(
        packageRef, id, config, profile, restart, arguments, environment, labels, start);
  }

  public NewInstance start(boolean start) {
    return new NewInstance(
        packageRef, id, config, profile, restart, arguments, environment, labels, start);
  }
}
