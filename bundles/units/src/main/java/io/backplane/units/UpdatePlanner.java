package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.SensitiveFields;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.units.InstanceRow.Previous;
import io.backplane.units.spi.UnitPackage;
import io.backplane.units.spi.UpdateOrder;
import io.backplane.units.spi.UpdatePlan;
import io.backplane.units.spi.UpdatePlan.MetaDiff;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord.What;
import io.backplane.updates.spi.UpdateRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Works out what an update comes to, and begins it. Called while nothing else is done. */
record UpdatePlanner(LiveInstance instance, UpdateOrder order, UnitPackage target) {

  /**
   * @throws RefusedException {@link Refusal.NotFound} for the version, {@link Refusal.Conflict} for
   *     the current one
   */
  static UpdatePlanner of(LiveInstance instance, UpdateOrder order) {
    InstanceRow row = instance.row();
    if (instance.ownCode().isPresent()) {
      throw new RefusedException(
          new Refusal.Conflict(
              row.id()
                  + " runs code of its own, in its workspace: publish it as a version, or discard"
                  + " it"));
    }
    UnitPackage target =
        instance.surroundings().packages().get(row.packageId() + "@" + order.version());
    if (order.version().equals(row.packageVersion())) {
      throw new RefusedException(
          new Refusal.Conflict(row.id() + " is at version " + order.version() + " already"));
    }
    return new UpdatePlanner(instance, order, target);
  }

  private Meta meta() {
    return target.meta();
  }

  private boolean runs() {
    return instance.state().wanted() && instance.row().profile() == Profile.KEEPALIVE;
  }

  private boolean sideBySide() {
    boolean overlap = order.overlap().orElse(meta().info().traits().overlap());
    return overlap && runs() && instance.state().live();
  }

  /** The instance's own configuration under the new version. */
  private Map<String, Object> plain() {
    Map<String, Object> current = instance.plainConfig();
    if (order.config().isEmpty()) {
      return current;
    }
    List<FieldMeta> fields = meta().config().fields();
    return SealedConfig.unmask(fields, order.config().get(), instance.effective(meta(), current));
  }

  UpdatePlan plan() {
    boolean beside = sideBySide();
    Meta before = instance.pack().meta();
    return new UpdatePlan(
        instance.id(),
        instance.row().packageVersion(),
        order.version(),
        beside,
        steps(beside),
        diff(before, meta()),
        ConfigRules.problems(meta(), instance.effective(meta(), plain())),
        pause(beside));
  }

  private List<String> steps(boolean beside) {
    String to = order.version();
    var steps = new ArrayList<String>();
    steps.add("check the configuration against " + to);
    if (!runs()) {
      steps.add("make " + to + " the version of the next start");
      return steps;
    }
    if (beside) {
      steps.add("start " + to + " beside " + instance.row().packageVersion());
      steps.add("switch calls to it");
    } else {
      steps.add("let calls wait, and those under way end");
      steps.add("stop " + instance.row().packageVersion());
      steps.add("start " + to);
      steps.add("let calls through");
    }
    steps.add(
        "watch it for " + order.healthWindow().toMillis() + " ms, and go back on any trouble");
    steps.add(beside ? "stop the old process" : "keep it");
    return steps;
  }

  private String pause(boolean beside) {
    if (beside || !runs()) {
      return "none";
    }
    UnitState state = instance.state();
    Optional<Duration> lastStart =
        state
            .startedAt()
            .map(at -> Duration.between(at, state.since()))
            .filter(d -> !d.isNegative());
    long seconds = 1 + lastStart.map(Duration::toSeconds).filter(s -> s < 60).orElse(0L);
    return "about " + seconds + " s, and as long as the calls under way take";
  }

  static MetaDiff diff(Meta before, Meta after) {
    var added = new ArrayList<String>();
    var removed = new ArrayList<String>();
    var changed = new ArrayList<String>();
    for (CommandMeta command : after.commands()) {
      Optional<CommandMeta> known = before.command(command.name());
      if (known.isEmpty()) {
        added.add(command.name());
      } else if (!Objects.equals(known.get().toMap(), command.toMap())) {
        changed.add(command.name());
      }
    }
    for (CommandMeta command : before.commands()) {
      if (after.command(command.name()).isEmpty()) {
        removed.add(command.name());
      }
    }
    return new MetaDiff(added, removed, changed);
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for a configuration that does not fit
   */
  Update begin(What what, String by) {
    checkConfig();
    VersionChange change = change(by);
    Surroundings all = instance.surroundings();
    all.switches().begin(change.row(), change.overlap());
    instance.changing(change);
    try {
      return all.updates()
          .submit(
              new UpdateRequest(
                  Surroundings.KIND,
                  instance.id(),
                  what,
                  change.old().version(),
                  change.next().version(),
                  change.type(),
                  by,
                  order.force(),
                  runs() ? order.healthWindow() : Duration.ZERO,
                  () -> change));
    } catch (RuntimeException e) {
      change.reverted("");
      throw e;
    }
  }

  private void checkConfig() {
    Map<String, Object> effective = instance.effective(meta(), plain());
    if (instance.state().wanted() || order.config().isPresent()) {
      ConfigRules.check(meta(), effective);
    } else {
      ConfigRules.checkIncomplete(meta(), effective);
    }
  }

  private VersionChange change(String by) {
    Surroundings all = instance.surroundings();
    InstanceRow row = instance.row();
    Map<String, Object> before = instance.plainConfig();
    Map<String, Object> plain = plain();
    boolean beside = sideBySide();
    InstanceRow next =
        row.updated(order.version(), beside ? row.otherSupervised() : row.supervised());
    Optional<ConfigRow> config = Optional.empty();
    if (!plain.equals(before) || sealsMore(before)) {
      long number = row.configNumber() + 1;
      next = next.configured(number);
      Map<String, Object> sealed = all.sealed().seal(row.id(), meta().config().fields(), plain);
      config = Optional.of(new ConfigRow(number, all.now(), by, sealed));
    }
    ProcessLaunch launch = instance.launch(next, next.supervised(), target, plain);
    return new VersionChange(
        instance,
        new ProcessVersion(instance, instance.launch(), runs(), beside, true),
        new ProcessVersion(instance, launch, runs(), beside, false),
        next,
        config,
        beside);
  }

  /** A field may be a secret in the new version that was none in the old. */
  private boolean sealsMore(Map<String, Object> plain) {
    Meta before = instance.pack().meta();
    return !SensitiveFields.paths(meta().config().fields(), plain)
        .equals(SensitiveFields.paths(before.config().fields(), plain));
  }

  /** An order that brings the version before back, with a configuration that fits it. */
  static UpdateOrder back(LiveInstance instance, Duration window) {
    InstanceRow row = instance.row();
    Previous previous =
        row.previous()
            .orElseThrow(
                () ->
                    new RefusedException(
                        new Refusal.Conflict(row.id() + " has no version to go back to")));
    UpdateOrder order = UpdateOrder.to(previous.version()).healthWindow(window);
    Meta meta = of(instance, order).meta();
    boolean fits =
        ConfigRules.problems(meta, instance.effective(meta, instance.plainConfig())).isEmpty();
    return fits ? order : order.config(instance.plainConfig(previous.config()));
  }
}
