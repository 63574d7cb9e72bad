package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Meta;
import io.backplane.units.SqlReferences.Referring;
import io.backplane.units.spi.Kind;
import io.backplane.units.spi.UnitPackage;
import io.backplane.units.spi.UnitReference;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Services' references to the instances they work with, and what those want to be different there.
 */
record References(SqlReferences rows, SealedConfig sealed) {

  /** What services want to be different of an instance's configuration, in plain text. */
  Map<String, Object> overrides(String target) {
    Map<String, Object> all = Map.of();
    for (Referring reference : rows.to(target)) {
      all = ConfigRules.over(all, plain(reference));
    }
    return all;
  }

  /** The names of fields that services have set of an instance, and which service did. */
  Map<String, String> overridden(String target) {
    var by = new TreeMap<String, String>();
    for (Referring reference : rows.to(target)) {
      reference.config().keySet().forEach(name -> by.put(name, reference.owner()));
    }
    return by;
  }

  private Map<String, Object> plain(Referring reference) {
    return sealed.open(place(reference.owner(), reference.alias()), reference.config());
  }

  private static String place(String owner, String alias) {
    return "reference:" + owner + "/" + alias;
  }

  /** As its process is told: names of instances by alias. */
  Map<String, String> names(String owner) {
    var names = new TreeMap<String, String>();
    rows.from(owner).forEach(reference -> names.put(reference.alias(), reference.target()));
    return names;
  }

  /** To be looked at: what is sealed is masked. */
  Map<String, UnitReference> of(String owner) {
    var shown = new TreeMap<String, UnitReference>();
    for (Referring reference : rows.from(owner)) {
      shown.put(
          reference.alias(),
          new UnitReference(reference.target(), SealedConfig.masked(reference.config())));
    }
    return shown;
  }

  /** What instances of a package begin with. */
  void inherit(String packageId, String instance, String by) {
    for (Referring reference : rows.from(SqlReferences.ownerOf(packageId))) {
      rows.put(new Referring(instance, reference.alias(), reference.target(), Map.of()), by);
    }
  }

  /** What has become a secret is sealed from now on. */
  void reseal(String target, List<FieldMeta> fields) {
    for (Referring known : rows.to(target)) {
      Map<String, Object> again =
          sealed.seal(place(known.owner(), known.alias()), fields, plain(known));
      rows.replace(new Referring(known.owner(), known.alias(), target, again));
    }
  }

  /**
   * @throws RefusedException {@link Refusal.Conflict} for a driver, or a field that another service
   *     has set to something else; {@link Refusal.Invalid} for a configuration that does not fit
   */
  void refer(
      LiveInstance service, String alias, LiveInstance target, UnitReference wanted, String by) {
    if (service.kind() != Kind.SERVICE) {
      throw new RefusedException(
          new Refusal.Conflict(service.id() + " is a driver: only services refer to others"));
    }
    if (!alias.matches("[A-Za-z][A-Za-z0-9_.-]{0,63}")) {
      throw new RefusedException(
          new Refusal.Invalid(
              "alias", "'" + alias + "' is not a letter with letters, digits, '_', '.', '-'"));
    }
    UnitPackage pack = target.pack();
    List<FieldMeta> fields = pack.meta().config().fields();
    Map<String, Object> before =
        rows.from(service.id()).stream()
            .filter(reference -> reference.alias().equals(alias))
            .filter(reference -> reference.target().equals(target.id()))
            .findFirst()
            .map(this::plain)
            .orElse(Map.of());
    Map<String, Object> plain = SealedConfig.unmask(fields, wanted.config(), before);
    check(service, alias, target, plain, pack.meta());
    rows.put(
        new Referring(
            service.id(),
            alias,
            target.id(),
            sealed.seal(place(service.id(), alias), fields, plain)),
        by);
  }

  private void check(
      LiveInstance service,
      String alias,
      LiveInstance target,
      Map<String, Object> plain,
      Meta meta) {
    Map<String, Object> others = Map.of();
    for (Referring reference : rows.to(target.id())) {
      if (reference.owner().equals(service.id()) && reference.alias().equals(alias)) {
        continue;
      }
      Map<String, Object> theirs = plain(reference);
      plain.forEach(
          (name, value) -> {
            if (theirs.containsKey(name) && !Objects.equals(theirs.get(name), value)) {
              throw new RefusedException(
                  new Refusal.Conflict(
                      "%s has set %s of %s to something else: make an instance of its own"
                          .formatted(reference.owner(), name, target.id())));
            }
          });
      others = ConfigRules.over(others, theirs);
    }
    Map<String, Object> own = ConfigRules.over(target.plainConfig(), others);
    ConfigRules.checkIncomplete(meta, target.overDefaults(meta, ConfigRules.over(own, plain)));
  }
}
