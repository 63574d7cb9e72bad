package io.backplane.units;

import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An instance as it is kept.
 *
 * @param supervised the supervisor's name of its process
 * @param environment sealed
 * @param configNumber of the current configuration
 * @param setup rises with all that a running process does not see before its next start
 * @param version rises with each change
 */
record InstanceRow(
    String id,
    String packageId,
    String packageVersion,
    Optional<Previous> previous,
    String supervised,
    Profile profile,
    RestartPolicy restart,
    List<String> arguments,
    Map<String, String> environment,
    Map<String, String> labels,
    long configNumber,
    long setup,
    Instant createdAt,
    String createdBy,
    long version) {

  /** Behind an instance's name, for the second of two processes; no name may hold it. */
  private static final String SECOND = "~2";

  /** What a running process was started with. */
  record Running(long setup, long config) {
    static final Running NOTHING = new Running(0, 0);

    static Running of(InstanceRow row) {
      return new Running(row.setup(), row.configNumber());
    }
  }

  /** A version that a rollback brings back, and the number of the configuration it had. */
  record Previous(String version, long config) {}

  static String instanceOf(String supervised) {
    return supervised.endsWith(SECOND)
        ? supervised.substring(0, supervised.length() - SECOND.length())
        : supervised;
  }

  /** The name for a process beside the current one. */
  String otherSupervised() {
    return supervised.equals(id) ? id + SECOND : id;
  }

  String ref() {
    return packageId + "@" + packageVersion;
  }

  InstanceRow configured(long number) {
    return new InstanceRow(
        id,
        packageId,
        packageVersion,
        previous,
        supervised,
        profile,
        restart,
        arguments,
        environment,
        labels,
        number,
        setup + 1,
        createdAt,
        createdBy,
        version);
  }

  InstanceRow updated(String nextVersion, String nextSupervised) {
    return new InstanceRow(
        id,
        packageId,
        nextVersion,
        Optional.of(new Previous(packageVersion, configNumber)),
        nextSupervised,
        profile,
        restart,
        arguments,
        environment,
        labels,
        configNumber,
        setup + 1,
        createdAt,
        createdBy,
        version);
  }

  InstanceRow changed(
      Profile nextProfile,
      RestartPolicy nextRestart,
      List<String> nextArguments,
      Map<String, String> nextEnvironment,
      Map<String, String> nextLabels,
      long nextSetup) {
    return new InstanceRow(
        id,
        packageId,
        packageVersion,
        previous,
        supervised,
        nextProfile,
        nextRestart,
        nextArguments,
        nextEnvironment,
        nextLabels,
        configNumber,
        nextSetup,
        createdAt,
        createdBy,
        version);
  }

  InstanceRow touched() {
    return changed(profile, restart, arguments, environment, labels, setup + 1);
  }

  /** The row as it is after it was stored. */
  InstanceRow stored() {
    return new InstanceRow(
        id,
        packageId,
        packageVersion,
        previous,
        supervised,
        profile,
        restart,
        arguments,
        environment,
        labels,
        configNumber,
        setup,
        createdAt,
        createdBy,
        version + 1);
  }
}
