package io.backplane.units;

import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.UnitStatus.Counters;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.supervisor.spi.UnitStatus;
import io.backplane.units.InstanceRow.Previous;
import io.backplane.units.spi.ConfigRevision;
import io.backplane.units.spi.ConfigRevision.Change;
import io.backplane.units.spi.ConfigView;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.Instances;
import io.backplane.units.spi.UnitPackage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Instances and their configurations as they are shown: without any secret. */
record InstanceViews(Surroundings all) {

  private static final String DEBUGGER = "backplane.debugger";
  private static final Counters NO_CALLS = new Counters(0, 0, 0, 0, 0, 0, 0);

  Instance of(LiveInstance instance) {
    InstanceRow row = instance.row();
    UnitStatus status = all.supervisor().find(row.supervised()).orElseGet(() -> lookedFor(row));
    return new Instance(
        row.id(),
        row.supervised(),
        setup(instance, row),
        status,
        status.state().live() && instance.running().setup() != row.setup(),
        instance.underWay(),
        debugger(row, status.state()),
        all.units()
            .find(instance.kind().word() + ":" + row.id())
            .map(io.backplane.calls.spi.UnitStatus::calls)
            .orElse(NO_CALLS));
  }

  /** As its host has told since it was started. */
  private Optional<String> debugger(InstanceRow row, UnitState state) {
    if (row.arguments().stream().noneMatch(word -> word.startsWith("--inspect")) || !state.live()) {
      return Optional.empty();
    }
    Instant since = state.startedAt().orElse(Instant.MAX);
    return all.supervisor().events(row.supervised()).reversed().stream()
        .filter(event -> event.name().equals(DEBUGGER) && !event.at().isBefore(since))
        .findFirst()
        .map(event -> event.value() instanceof Map<?, ?> told ? told.get("url") : null)
        .map(Object::toString);
  }

  private static UnitStatus lookedFor(InstanceRow row) {
    UnitState state = UnitState.created(row.supervised(), row.createdAt());
    return new UnitStatus(state, Optional.empty(), false, Optional.empty());
  }

  private Instance.Setup setup(LiveInstance instance, InstanceRow row) {
    UnitPackage pack = instance.pack();
    Optional<Shown> known =
        instance.shown().filter(shown -> shown.row() == row && shown.pack() == pack);
    if (known.isPresent()) {
      return known.get().setup();
    }
    Instance.Setup setup = setup(instance, row, pack);
    instance.shown(new Shown(row, pack, setup));
    return setup;
  }

  /** What was made for a row, for as long as that and its package stay as they are. */
  record Shown(InstanceRow row, UnitPackage pack, Instance.Setup setup) {}

  private Instance.Setup setup(LiveInstance instance, InstanceRow row, UnitPackage pack) {
    return new Instance.Setup(
        pack.kind(),
        row.packageId(),
        row.packageVersion(),
        row.previous().map(Previous::version),
        row.profile(),
        row.restart(),
        row.arguments(),
        command(instance, pack),
        masked(row.environment()),
        row.labels(),
        instance.home().root(),
        all.references().of(row.id()),
        instance.ownCode().isPresent(),
        pack.meta(),
        row.configNumber(),
        row.createdAt(),
        row.createdBy());
  }

  /** A list has to be shown also where one instance's secrets cannot be opened, or no host is. */
  private static List<String> command(LiveInstance instance, UnitPackage pack) {
    try {
      return instance.launch().shownCommand();
    } catch (IllegalStateException | RefusedException e) {
      return List.of(pack.directory().resolve(pack.program()).toString());
    }
  }

  /** Any of it may be a secret. */
  private static Map<String, String> masked(Map<String, String> environment) {
    var masked = new TreeMap<>(environment);
    masked.replaceAll((_, _) -> Instances.MASK);
    return masked;
  }

  ConfigView config(LiveInstance instance) {
    Meta meta = instance.pack().meta();
    List<FieldMeta> fields = meta.config().fields();
    Map<String, Object> effective = instance.effective(meta, instance.plainConfig());
    return new ConfigView(
        instance.row().configNumber(),
        SealedConfig.mask(fields, effective),
        running(instance, meta),
        fields,
        all.references().overridden(instance.id()),
        ConfigRules.problems(meta, effective));
  }

  private Optional<Map<String, Object>> running(LiveInstance instance, Meta meta) {
    boolean live =
        all.supervisor()
            .find(instance.row().supervised())
            .map(UnitStatus::state)
            .filter(UnitState::live)
            .isPresent();
    long number = instance.running().config();
    return live && all.rows().config(instance.id(), number).isPresent()
        ? Optional.of(
            SealedConfig.mask(
                meta.config().fields(), instance.effective(meta, instance.plainConfig(number))))
        : Optional.empty();
  }

  List<ConfigRevision> history(LiveInstance instance) {
    List<FieldMeta> fields = instance.pack().meta().config().fields();
    List<ConfigRow> rows = all.rows().configs(instance.id());
    var revisions = new ArrayList<ConfigRevision>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      ConfigRow row = rows.get(i);
      Map<String, Object> before =
          i + 1 < rows.size()
              ? all.sealed().open(instance.id(), rows.get(i + 1).config())
              : Map.of();
      Map<String, Object> after = all.sealed().open(instance.id(), row.config());
      List<Change> changes = ConfigRules.changes(fields, before, after);
      revisions.add(new ConfigRevision(row.number(), row.at(), row.by(), changes));
    }
    return revisions;
  }
}
