package io.backplane.units;

import io.backplane.api.call.Values;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Meta;
import io.backplane.supervisor.spi.Phase;
import io.backplane.units.SqlInstances.Story;
import io.backplane.units.spi.ConfigRevision;
import io.backplane.units.spi.InstanceChange;
import io.backplane.units.spi.Instances;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes what an instance is meant to be, while nothing else is done to it. */
record Reconfiguration(LiveInstance instance) {

  private Surroundings all() {
    return instance.surroundings();
  }

  void configure(Map<String, Object> given, String by) {
    Meta meta = instance.pack().meta();
    List<FieldMeta> fields = meta.config().fields();
    Map<String, Object> before = instance.plainConfig();
    Map<String, Object> known = instance.effective(meta, before);
    Map<String, Object> plain = SealedConfig.unmask(fields, Values.copyOf("config", given), known);
    Map<String, Object> overrides = all().references().overrides(instance.id());
    put(meta, before, ConfigRules.own(plain, overrides, before), by);
  }

  void revert(long number, String by) {
    put(instance.pack().meta(), instance.plainConfig(), instance.plainConfig(number), by);
  }

  private void put(Meta meta, Map<String, Object> before, Map<String, Object> plain, String by) {
    ConfigRules.check(meta, instance.effective(meta, plain));
    if (plain.equals(before) && instance.state().phase() != Phase.CREATED) {
      return;
    }
    List<FieldMeta> fields = meta.config().fields();
    List<String> paths =
        ConfigRules.changes(fields, before, plain).stream()
            .map(ConfigRevision.Change::path)
            .toList();
    InstanceRow row = instance.row();
    long number = row.configNumber() + 1;
    Map<String, Object> sealed = all().sealed().seal(row.id(), fields, plain);
    instance.store(
        row.configured(number),
        Optional.of(new ConfigRow(number, all().now(), by, sealed)),
        new Story("instance.configured", Map.of("version", number, "changed", paths, "by", by)));
  }

  void change(InstanceChange change, String by) {
    InstanceRow row = instance.row();
    change.arguments().ifPresent(words -> all().programs().check(instance.kind(), words));
    Map<String, String> environment =
        change.environment().map(this::sealedEnvironment).orElse(row.environment());
    boolean restarts =
        change.profile().isPresent()
            || change.arguments().isPresent()
            || change.environment().isPresent();
    InstanceRow next =
        row.changed(
            change.profile().orElse(row.profile()),
            change.restart().orElse(row.restart()),
            change.arguments().orElse(row.arguments()),
            environment,
            change.labels().orElse(row.labels()),
            restarts ? row.setup() + 1 : row.setup());
    instance.store(next, Optional.empty(), new Story("instance.changed", Map.of("by", by)));
  }

  private Map<String, String> sealedEnvironment(Map<String, String> given) {
    InstanceRow row = instance.row();
    Map<String, String> known = all().sealed().openWords(row.id(), row.environment());
    var plain = new LinkedHashMap<String, String>();
    given.forEach(
        (name, word) ->
            plain.put(name, word.equals(Instances.MASK) ? known.getOrDefault(name, word) : word));
    return all().sealed().sealWords(row.id(), plain);
  }

  /**
   * The package's defaults or the meta have changed: what has become a secret is sealed from now
   * on, also in what the instance was configured with before.
   *
   * @param by what has changed
   */
  void refresh(String by) {
    InstanceRow row = instance.row();
    Meta meta = instance.pack().meta();
    List<FieldMeta> fields = meta.config().fields();
    var resealed = new ArrayList<ConfigRow>();
    for (ConfigRow config : all().rows().configs(row.id())) {
      Map<String, Object> plain = all().sealed().open(row.id(), config.config());
      Map<String, Object> sealed = all().sealed().seal(row.id(), fields, plain);
      resealed.add(new ConfigRow(config.number(), config.at(), config.by(), sealed));
    }
    all().rows().reseal(row.id(), resealed);
    all().references().reseal(row.id(), fields);
    instance.registration().replace(instance.unit(meta, row.supervised()));
    instance.store(
        row.touched(), Optional.empty(), new Story("instance.changed", Map.of("by", by)));
  }
}
