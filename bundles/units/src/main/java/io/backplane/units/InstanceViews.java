package io.backplane.units;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.UnitStatus.Counters;
import io.backplane.supervisor.spi.UnitState;
import io.backplane.supervisor.spi.UnitStatus;
import io.backplane.units.InstanceRow.Previous;
import io.backplane.units.spi.ConfigRevision;
import io.backplane.units.spi.ConfigRevision.Change;
import io.backplane.units.spi.ConfigView;
import io.backplane.units.spi.DriverPackage;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.Instances;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Instances and their configurations as they are shown: without any secret. */
record InstanceViews(Surroundings all) {

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
        all.units()
            .find("driver:" + row.id())
            .map(io.backplane.calls.spi.UnitStatus::calls)
            .orElse(NO_CALLS));
  }

  private static UnitStatus lookedFor(InstanceRow row) {
    UnitState state = UnitState.created(row.supervised(), row.createdAt());
    return new UnitStatus(state, Optional.empty(), false, Optional.empty());
  }

  private static Instance.Setup setup(LiveInstance instance, InstanceRow row) {
    DriverPackage driver = instance.driver();
    Optional<Shown> known =
        instance.shown().filter(shown -> shown.row() == row && shown.driver() == driver);
    if (known.isPresent()) {
      return known.get().setup();
    }
    Instance.Setup setup = setup(instance, row, driver);
    instance.shown(new Shown(row, driver, setup));
    return setup;
  }

  /** What was made for a row, for as long as that and its package stay as they are. */
  record Shown(InstanceRow row, DriverPackage driver, Instance.Setup setup) {}

  private static Instance.Setup setup(
      LiveInstance instance, InstanceRow row, DriverPackage driver) {
    return new Instance.Setup(
        row.packageId(),
        row.packageVersion(),
        row.previous().map(Previous::version),
        row.profile(),
        row.restart(),
        command(instance, driver),
        masked(row.environment()),
        row.labels(),
        instance.home().root(),
        driver.meta(),
        row.configNumber(),
        row.createdAt(),
        row.createdBy());
  }

  /** A list has to be shown also where one instance's secrets cannot be opened. */
  private static List<String> command(LiveInstance instance, DriverPackage driver) {
    try {
      return instance.launch().shownCommand();
    } catch (IllegalStateException e) {
      return List.of(driver.directory().resolve(driver.program()).toString());
    }
  }

  /** Any of it may be a secret. */
  private static Map<String, String> masked(Map<String, String> environment) {
    var masked = new TreeMap<>(environment);
    masked.replaceAll((_, _) -> Instances.MASK);
    return masked;
  }

  ConfigView config(LiveInstance instance) {
    Meta meta = instance.driver().meta();
    List<FieldMeta> fields = meta.config().fields();
    Map<String, Object> effective = instance.effective(meta, instance.plainConfig());
    return new ConfigView(
        instance.row().configNumber(),
        SealedConfig.mask(fields, effective),
        running(instance, meta),
        fields,
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
    List<FieldMeta> fields = instance.driver().meta().config().fields();
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
