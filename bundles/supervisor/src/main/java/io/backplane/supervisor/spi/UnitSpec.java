package io.backplane.supervisor.spi;

import io.backplane.api.meta.Meta;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What to run, and how to keep it running. Holds no secret: those are handed over by {@link
 * Preparation} at each start.
 *
 * @param id a unit's name as in {@code calls}; also a directory's
 * @param instance whose events and log it adds to: the id, or what stands before it for a second
 *     process of the same instance
 * @param command program and arguments; the program is an absolute path
 * @param directory working directory
 * @param environment added to the kernel's own
 * @param logs directory of its log files
 * @param meta what the driver offers, as far as it is known before the first answer
 * @param spare how its process can be started ahead; the command begins with the spare's program
 * @param embedding runs what stands behind the program inside the kernel; empty for a process
 */
public record UnitSpec(
    String id,
    String instance,
    List<String> command,
    Path directory,
    Map<String, String> environment,
    Path logs,
    Profile profile,
    RestartPolicy restart,
    BackOff backOff,
    Timing timing,
    Optional<Meta> meta,
    Optional<Spare> spare,
    Optional<Embedding> embedding) {

  public UnitSpec {
    Objects.requireNonNull(id, "id");
    if (!id.startsWith(instance)) {
      throw new IllegalArgumentException(id + " does not begin with " + instance);
    }
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(logs, "logs");
    Objects.requireNonNull(profile, "profile");
    Objects.requireNonNull(restart, "restart");
    Objects.requireNonNull(backOff, "backOff");
    Objects.requireNonNull(timing, "timing");
    Objects.requireNonNull(meta, "meta");
    Objects.requireNonNull(spare, "spare");
    Objects.requireNonNull(embedding, "embedding");
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("a command has at least a program");
    }
    if (spare.isPresent() && !spare.get().fits(command)) {
      throw new IllegalArgumentException(command + " does not begin as its spare does");
    }
  }

  /** A spec with every default. */
  public static UnitSpec of(String id, List<String> command, Path directory, Path logs) {
    return new UnitSpec(
        id,
        id,
        command,
        directory,
        Map.of(),
        logs,
        Profile.KEEPALIVE,
        RestartPolicy.ON_FAILURE,
        BackOff.DEFAULT,
        Timing.DEFAULT,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The same, as a further process of an instance. */
  public UnitSpec within(String instance) {
    return but(instance, environment, profile, restart, backOff, timing, meta, spare, embedding);
  }

  /**
   * What its log calls a start: its number, and what tells the process from the instance's other.
   */
  public String run(long start) {
    return start + id.substring(instance.length());
  }

  public UnitSpec environment(Map<String, String> environment) {
    return but(instance, environment, profile, restart, backOff, timing, meta, spare, embedding);
  }

  public UnitSpec keep(Profile profile, RestartPolicy restart, BackOff backOff) {
    return but(instance, environment, profile, restart, backOff, timing, meta, spare, embedding);
  }

  public UnitSpec timing(Timing timing) {
    return but(instance, environment, profile, restart, backOff, timing, meta, spare, embedding);
  }

  public UnitSpec meta(Meta meta) {
    return but(
        instance,
        environment,
        profile,
        restart,
        backOff,
        timing,
        Optional.of(meta),
        spare,
        embedding);
  }

  public UnitSpec spare(Spare spare) {
    return but(
        instance,
        environment,
        profile,
        restart,
        backOff,
        timing,
        meta,
        Optional.of(spare),
        embedding);
  }

  /** The same, inside the kernel instead of in a process of its own. */
  public UnitSpec embedded(Embedding host) {
    Optional<Embedding> embedding = Optional.of(host);
    return but(
        instance,
        environment,
        profile,
        restart,
        backOff,
        timing,
        meta,
        Optional.empty(),
        embedding);
  }

  /** The same program at the same place. */
  private UnitSpec but(
      String instance,
      Map<String, String> environment,
      Profile profile,
      RestartPolicy restart,
      BackOff backOff,
      Timing timing,
      Optional<Meta> meta,
      Optional<Spare> spare,
      Optional<Embedding> embedding) {
    return new UnitSpec(
        id,
        instance,
        command,
        directory,
        environment,
        logs,
        profile,
        restart,
        backOff,
        timing,
        meta,
        spare,
        embedding);
  }
}
