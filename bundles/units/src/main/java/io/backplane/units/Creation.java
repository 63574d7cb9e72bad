package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.RestartPolicy;
import io.backplane.units.InstanceRow.Running;
import io.backplane.units.spi.Kind;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.UnitPackage;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentMap;

/** Brings instances into being: name, unit, row, directory; whatever fails, none of it stays. */
record Creation(Surroundings all, ConcurrentMap<String, LiveInstance> instances) {

  /** Paths such as {@code /api/instances/drivers} must not mean an instance. */
  private static final Set<String> RESERVED = Set.of("drivers", "services");

  /** How often a name is tried with another number. */
  private static final int NAMES_MAX = 1_000;

  LiveInstance create(NewInstance wanted, String by) {
    UnitPackage pack = all.packages().get(wanted.packageRef());
    Meta meta = pack.meta();
    Map<String, Object> plain =
        SealedConfig.unmask(meta.config().fields(), wanted.config(), Map.of());
    Map<String, Object> effective =
        ConfigRules.effective(meta, all.packages().plainDefaults(pack.id()), plain);
    if (wanted.start()) {
      ConfigRules.check(meta, effective);
    } else {
      ConfigRules.checkIncomplete(meta, effective);
    }
    all.programs().check(pack.kind(), wanted.arguments());
    LiveInstance instance = named(wanted, pack, by);
    InstanceRow row = instance.row();
    try {
      all.supervisor().create(row.supervised());
      try {
        instance.home().delete(); // of an instance of this name that was deleted half
        instance.home().make();
        Map<String, Object> sealed = all.sealed().seal(row.id(), meta.config().fields(), plain);
        all.rows().add(row, new ConfigRow(1, row.createdAt(), by, sealed));
        all.references().inherit(pack.id(), row.id(), by);
      } catch (RuntimeException e) {
        all.supervisor().remove(row.supervised());
        throw e;
      }
    } catch (RuntimeException e) {
      instance.registration().close();
      throw e;
    }
    instances.put(row.id(), instance);
    instance.begin();
    return instance;
  }

  /** An instance that has its name in the switchboard, which nobody else can take then. */
  private LiveInstance named(NewInstance wanted, UnitPackage pack, String by) {
    if (wanted.id().isPresent()) {
      return registered(wanted, pack, wanted.id().get(), by);
    }
    String base = PackageFiles.instanceName(pack);
    for (int number = 1; number <= NAMES_MAX; number++) {
      try {
        return registered(wanted, pack, number == 1 ? base : base + "-" + number, by);
      } catch (RefusedException e) {
        if (!(e.refusal() instanceof Refusal.Conflict)) {
          throw e;
        }
      }
    }
    throw new RefusedException(
        new Refusal.Conflict("every name like " + base + " is taken: give one"));
  }

  private static ServiceTerms terms(UnitPackage pack) {
    return pack.kind() == Kind.SERVICE ? ServiceTerms.read(pack.directory()) : ServiceTerms.NONE;
  }

  private static Profile usual(UnitPackage pack) {
    boolean callable = !pack.meta().commands().isEmpty();
    return pack.kind() == Kind.DRIVER || callable ? Profile.KEEPALIVE : Profile.ONESHOT;
  }

  private static RestartPolicy usual(Kind kind, Profile profile) {
    return kind == Kind.SERVICE && profile == Profile.ONESHOT
        ? RestartPolicy.NEVER
        : RestartPolicy.ON_FAILURE;
  }

  private LiveInstance registered(NewInstance wanted, UnitPackage pack, String id, String by) {
    if (RESERVED.contains(id)) {
      throw new RefusedException(
          new Refusal.Conflict("'" + id + "' is a word of the API's paths: give another name"));
    }
    Instant now = all.now();
    Profile profile = wanted.profile().or(() -> terms(pack).profile()).orElseGet(() -> usual(pack));
    var row =
        new InstanceRow(
            id,
            pack.id(),
            pack.version(),
            Optional.empty(),
            id,
            profile,
            wanted.restart().orElse(usual(pack.kind(), profile)),
            wanted.arguments(),
            all.sealed().sealWords(id, wanted.environment()),
            wanted.labels(),
            1,
            1,
            now,
            by,
            1);
    var instance = new LiveInstance(all, row, Running.NOTHING);
    instance.register();
    return instance;
  }
}
