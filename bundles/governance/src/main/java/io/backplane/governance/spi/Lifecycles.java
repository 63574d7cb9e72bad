package io.backplane.governance.spi;

import io.backplane.api.settings.Setting;
import io.backplane.governance.spi.Lifecycle.Cap;
import io.backplane.governance.spi.Lifecycle.Edge;
import io.backplane.governance.spi.Lifecycle.Overdue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The life cycles that the kernel knows. */
public final class Lifecycles {

  /** How mature a plugin, or any other unit, is. What is deprecated keeps its owner's place. */
  public static final Lifecycle PLUGIN =
      new Lifecycle(
          "plugin",
          List.of("draft", "active", "deprecated", "retired"),
          edges(
              "draft active",
              "draft retired",
              "active deprecated",
              "active retired",
              "deprecated active",
              "deprecated retired"),
          List.of(
              cap(
                  "active-plugins",
                  40,
                  "How many plugins an owner may have active or deprecated.",
                  Set.of("active", "deprecated"),
                  "retire one of %s's with 'runtime gov-retire'"),
              cap(
                  "registered-plugins",
                  1_000,
                  "How many plugins an owner may have registered, retired ones not counted.",
                  Set.of("draft", "active", "deprecated"),
                  "retire one of %s's with 'runtime gov-retire'")),
          overdue(
              Set.of("active", "deprecated"),
              "retired",
              time(
                  "plugin-idle",
                  Duration.ofDays(90),
                  "After how long without a call or a touch a plugin is retired."),
              "nobody used it for %s"),
          Optional.empty());

  /** A command that is carried out for somebody who need not wait. */
  public static final Lifecycle TASK =
      new Lifecycle(
          "task",
          List.of("queued", "running", "completed", "failed", "canceled"),
          edges(
              "queued running",
              "queued canceled",
              "running completed",
              "running failed",
              "running canceled",
              "running queued"), // its unit was busy, or the kernel ended and it may run again
          List.of(
              cap(
                  "running-tasks",
                  5,
                  "How many tasks of an owner run at a time; others wait.",
                  Set.of("running"),
                  "wait for one of %s's, or cancel it"),
              cap(
                  "pending-tasks",
                  1_000,
                  "How many tasks an owner may have waiting and running.",
                  Set.of("queued", "running"),
                  "wait for %s's tasks, or cancel some with 'task cancel'")),
          Optional.empty(),
          overdue(
              Set.of("running"),
              "failed",
              time(
                  "task-stuck",
                  Duration.ofHours(4),
                  "How long a task may run before it is cancelled as stuck."),
              "stuck: it ran for %s without an end"));

  /** How mature a pipeline is. What is paused keeps its owner's place. */
  public static final Lifecycle PIPELINE =
      new Lifecycle(
          "pipeline",
          List.of("pending", "active", "paused", "archived"),
          edges(
              "pending active",
              "pending archived",
              "active paused",
              "active archived",
              "paused active",
              "paused archived"),
          List.of(
              cap(
                  "active-pipelines",
                  10,
                  "How many pipelines an owner may have active or paused.",
                  Set.of("active", "paused"),
                  "archive one of %s's"),
              cap(
                  "registered-pipelines",
                  1_000,
                  "How many pipelines an owner may have, archived ones not counted.",
                  Set.of("pending", "active", "paused"),
                  "archive one of %s's")),
          overdue(
              Set.of("active"),
              "paused",
              time(
                  "pipeline-idle",
                  Duration.ofDays(3),
                  "After how long without a run or a touch a pipeline is paused."),
              "nobody used it for %s"),
          Optional.empty());

  /** One run of a pipeline. */
  public static final Lifecycle RUN =
      new Lifecycle(
          "run",
          List.of("queued", "running", "completed", "failed", "cancelled"),
          edges(
              "queued running",
              "queued cancelled",
              "running completed",
              "running failed",
              "running cancelled"),
          List.of(
              cap(
                  "pending-runs",
                  20,
                  "How many runs an owner may have waiting and running.",
                  Set.of("queued", "running"),
                  "wait for one of %s's, or cancel it")),
          Optional.empty(),
          overdue(
              Set.of("running"),
              "failed",
              time(
                  "run-stuck",
                  Duration.ofMinutes(10),
                  "How long a run may go on before it fails as stuck."),
              "stuck: it ran for %s without an end"));

  public static final List<Lifecycle> ALL = List.of(PLUGIN, TASK, PIPELINE, RUN);

  private Lifecycles() {}

  /**
   * @throws IllegalArgumentException no life cycle has this name
   */
  public static Lifecycle of(String name) {
    return ALL.stream()
        .filter(it -> it.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no life cycle '" + name + "'"));
  }

  private static List<Edge> edges(String... pairs) {
    return Stream.of(pairs)
        .map(pair -> pair.split(" "))
        .map(pair -> new Edge(pair[0], pair[1]))
        .toList();
  }

  private static Cap cap(String word, long limit, String what, Set<String> states, String wayOut) {
    return new Cap(Setting.number("governance." + word, limit, 0, 1_000_000, what), states, wayOut);
  }

  private static Setting<Duration> time(String word, Duration fallback, String what) {
    return Setting.time(
        "governance." + word, fallback, Duration.ofMillis(1), Duration.ofDays(3_650), what);
  }

  private static Optional<Overdue> overdue(
      Set<String> from, String to, Setting<Duration> after, String reason) {
    return Optional.of(new Overdue(from, to, after, reason));
  }
}
