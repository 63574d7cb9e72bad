package io.backplane.governance;

import io.backplane.api.settings.Setting;
import io.backplane.api.settings.SettingSource;
import io.backplane.governance.spi.Lifecycles;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/** What can be set about life cycles: the numbers of every table, and of tasks. */
@Component
public final class GovernanceSettings implements SettingSource {

  static final Setting<Duration> SWEEP_EVERY =
      Setting.time(
          "governance.sweep-every",
          Duration.ofMinutes(1),
          Duration.ofMillis(100),
          Duration.ofDays(1),
          "How often the idle and stuck rules are applied.");

  static final Setting<Long> TASKS_KEPT =
      Setting.number("governance.tasks-kept", 1_000, 1, 100_000, "How many ended tasks are kept.");

  static final Setting<Duration> TASKS_KEPT_FOR =
      Setting.time(
          "governance.tasks-kept-for",
          Duration.ofDays(30),
          Duration.ofMinutes(1),
          Duration.ofDays(3_650),
          "How long an ended task is kept.");

  static final Setting<Long> TASK_ATTEMPTS =
      Setting.number(
          "governance.task-attempts",
          3,
          1,
          100,
          "How often a task is begun whose kernel ends again and again.");

  static final Setting<Duration> TASK_PATIENCE =
      Setting.time(
          "governance.task-patience",
          Duration.ofMinutes(10),
          Duration.ZERO,
          Duration.ofDays(1),
          "How long a task is begun again and again while its unit is busy.");

  @Override
  public List<Setting<?>> settings() {
    return Stream.concat(
            Lifecycles.ALL.stream().flatMap(table -> table.settings().stream()),
            Stream.of(SWEEP_EVERY, TASKS_KEPT, TASKS_KEPT_FOR, TASK_ATTEMPTS, TASK_PATIENCE))
        .toList();
  }
}
