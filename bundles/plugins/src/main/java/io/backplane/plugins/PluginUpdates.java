package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.meta.spi.SemanticVersion;
import io.backplane.plugins.PluginRow.Previous;
import io.backplane.plugins.spi.PluginSource;
import io.backplane.plugins.spi.UpdateOrder;
import io.backplane.plugins.spi.UpdatePlan;
import io.backplane.updates.spi.Update;
import io.backplane.updates.spi.UpdateRecord.What;
import io.backplane.updates.spi.UpdateRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;

/** Plans and begins updates and rollbacks. */
record PluginUpdates(Surroundings all, PluginHost host, Admission admission, VersionSearch search) {

  UpdatePlan plan(String id, UpdateOrder order) throws IOException {
    Slot slot = active(id);
    return plan(slot, search.find(slot.row(), order), order);
  }

  boolean underWay(String id) {
    return all.updates().underWay(Surroundings.KIND, id).isPresent();
  }

  private UpdatePlan plan(Slot slot, KeptJar next, UpdateOrder order) throws IOException {
    checkSame(slot, next);
    if (dropped(order)) {
      checkDropped(slot.row(), next.jar());
    }
    return new UpdatePlanner(all).plan(slot.own(), next, order.healthWindow(), dropped(order));
  }

  /** Whoever drops a file in says with it what is to run. */
  private static boolean dropped(UpdateOrder order) {
    return order.entry().filter(entry -> entry.source() == PluginSource.DEPLOY).isPresent();
  }

  /** What was done by command or in the console while the file waited counts more than the file. */
  private static void checkDropped(PluginRow row, PluginJar jar) {
    boolean higher = SemanticVersion.parse(row.version()).compareTo(jar.version()) < 0;
    if (row.declined().filter(jar.digest()::equals).isPresent()
        || (row.source() != PluginSource.DEPLOY && !higher)) {
      throw new RefusedException(
          new Refusal.Conflict(
              "plugin '%s' was brought to %s in another way".formatted(row.id(), row.version())));
    }
  }

  private static void checkSame(Slot slot, KeptJar next) {
    PluginRow row = slot.row();
    if (!row.symbolicName().equals(next.jar().symbolicName())) {
      throw new RefusedException(
          new Refusal.Conflict(
              "the plugin '%s' is the bundle %s, not %s"
                  .formatted(row.id(), row.symbolicName(), next.jar().symbolicName())));
    }
    if (slot.own().jar().digest().equals(next.jar().digest())) {
      throw new RefusedException(
          new Refusal.Conflict(
              "plugin '%s' is at version %s already".formatted(row.id(), row.version())));
    }
  }

  Update update(String id, UpdateOrder order, String by) throws IOException {
    Slot slot = active(id);
    Optional<Update> ahead = all.updates().underWay(Surroundings.KIND, id);
    KeptJar next = search.find(slot.row(), order);
    if (ahead.isEmpty()) {
      refuse(plan(slot, next, order), order);
    }
    return submit(
        slot,
        next,
        What.UPDATE,
        order.healthWindow(),
        order.force(),
        by,
        () -> {
          UpdatePlan plan = plan(active(id), next, order);
          refuse(plan, order);
          boolean free =
              order.force() || dropped(order) && plan.problems().isEmpty() && !rises(plan);
          PluginChange change = change(slot, next, What.UPDATE, free);
          if (next.origin().source() == PluginSource.DEPLOY) {
            change.decline();
          }
          return change;
        });
  }

  private static boolean rises(UpdatePlan plan) {
    return SemanticVersion.parse(plan.from()).compareTo(SemanticVersion.parse(plan.to())) < 0;
  }

  private static void refuse(UpdatePlan plan, UpdateOrder order) {
    if (!order.force() && !plan.problems().isEmpty()) {
      String concerned =
          plan.concerned().isEmpty() ? "" : " (" + String.join(", ", plan.concerned()) + ")";
      throw new RefusedException(
          new Refusal.Conflict(
              String.join("; ", plan.problems()) + concerned + "; --force goes on all the same"));
    }
  }

  Update rollback(String id, Optional<String> to, Duration window, String by) throws IOException {
    Slot slot = active(id);
    Optional<Update> under = all.updates().underWay(Surroundings.KIND, id);
    if (to.isEmpty() || under.filter(u -> u.record().from().equals(to.get())).isPresent()) {
      Optional<Update> turned = all.updates().revert(Surroundings.KIND, id, "rolled back by " + by);
      if (turned.isPresent()) {
        return turned.get();
      }
    }
    KeptJar expected = target(slot, to);
    if (under.isEmpty()) {
      checkSame(slot, expected);
    }
    return submit(
        slot,
        expected,
        What.ROLLBACK,
        window,
        true,
        by,
        () -> {
          Slot now = active(id);
          KeptJar next = target(now, to);
          checkSame(now, next);
          return change(now, next, What.ROLLBACK, true);
        });
  }

  private KeptJar target(Slot slot, Optional<String> to) throws IOException {
    return to.isPresent() ? kept(slot, to.get()) : previous(slot.row());
  }

  private KeptJar kept(Slot slot, String version) throws IOException {
    String id = slot.row().id();
    return search.kept(id, version).orElseThrow(() -> missing(id, version));
  }

  private static RefusedException missing(String id, String version) {
    return new RefusedException(
        new Refusal.Conflict(
            "version %s of plugin '%s' is not kept: 'runtime plugin-show %s' lists what is"
                .formatted(version, id, id)));
  }

  private KeptJar previous(PluginRow row) throws IOException {
    Previous previous =
        row.previous()
            .orElseThrow(
                () ->
                    new RefusedException(
                        new Refusal.Conflict(
                            "no previous version of plugin '%s': only the last update can be undone;"
                                    .formatted(row.id())
                                + " --to goes to any version that is kept")));
    return search
        .kept(row.id(), previous.version(), previous.digest())
        .orElseThrow(() -> missing(row.id(), previous.version()));
  }

  private interface Preparing {
    PluginChange prepare() throws IOException;
  }

  private Update submit(
      Slot slot,
      KeptJar next,
      What what,
      Duration window,
      boolean force,
      String by,
      Preparing preparing) {
    SemanticVersion from = SemanticVersion.parse(slot.status().version());
    SemanticVersion to = next.jar().version();
    var request =
        new UpdateRequest(
            Surroundings.KIND,
            slot.row().id(),
            what,
            from.toString(),
            to.toString(),
            from.to(to),
            by,
            force,
            window,
            () -> {
              try {
                return preparing.prepare();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    synchronized (slot) { // or it would go on behind a plugin that was disabled in between
      active(slot.row().id());
      return all.updates().submit(request);
    }
  }

  private PluginChange change(Slot slot, KeptJar next, What what, boolean free) {
    return new PluginChange(
        all, slot, new PluginVersion(all, next.jar(), next.file()), next.origin(), what, free);
  }

  private Slot active(String id) {
    Slot slot = host.slot(id);
    if (!slot.active()) {
      throw new RefusedException(
          new Refusal.Conflict(
              "plugin '%s' is %s: enable it first, with 'runtime plugin-status %s active'"
                  .formatted(id, Values.word(slot.status().state()), id)));
    }
    return slot;
  }
}
