package io.backplane.governance;

import io.backplane.api.call.CallGuard;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.settings.Settings;
import io.backplane.governance.spi.CapUse;
import io.backplane.governance.spi.Governance;
import io.backplane.governance.spi.Happening;
import io.backplane.governance.spi.Happening.Asked;
import io.backplane.governance.spi.Happening.Begun;
import io.backplane.governance.spi.Happening.Looked;
import io.backplane.governance.spi.Happening.Touched;
import io.backplane.governance.spi.Lifecycle;
import io.backplane.governance.spi.Lifecycles;
import io.backplane.governance.spi.Permits;
import io.backplane.governance.spi.Standing;
import io.backplane.governance.spi.Subject;
import io.backplane.governance.spi.Swept;
import io.backplane.governance.spi.Verdict;
import io.backplane.governance.spi.Verdict.Moved;
import io.backplane.governance.spi.Verdict.Refused;
import io.backplane.governance.spi.Verdict.Stays;
import io.backplane.store.spi.Store;
import io.backplane.store.spi.Transaction;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Subjects as rows, with a copy in memory by which calls and loads are let through. A call counts
 * as a touch: it is noted in memory and written with the next sweep.
 */
@Component(service = {Governance.class, Permits.class, CallGuard.class})
public final class StoredGovernance implements Governance, Permits, CallGuard {

  /** Who changes what nobody asked for. */
  static final String RULE = "kernel";

  private final Store store;
  private final Settings settings;
  private final Clock clock;
  private final KnownSubjects known = new KnownSubjects();

  @Activate
  public StoredGovernance(
      @Reference(target = "(db=manager)") Store store, @Reference Settings settings) {
    this(store, settings, Clock.systemUTC());
  }

  StoredGovernance(Store store, Settings settings, Clock clock) {
    this.store = store;
    this.settings = settings;
    this.clock = clock;
    GovernanceTables.migrate(store);
    store.read(SqlSubjects::all).forEach(known::keep);
  }

  @Deactivate
  void close() {
    if (known.anyCalled()) {
      store.write(this::writeCalled);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS); // as the store keeps it
  }

  private Subject kept(Supplier<Subject> change) {
    Subject after = change.get();
    known.keep(after);
    return after;
  }

  @Override
  public Subject register(Lifecycle table, String name, String owner, String by) {
    Names.check(name, owner);
    return kept(() -> store.write(tx -> register(tx, table, name, owner, by)));
  }

  private Subject register(Transaction tx, Lifecycle table, String name, String owner, String by) {
    Standing it =
        SqlSubjects.find(tx, table, name)
            .map(Subject::standing)
            .orElseGet(() -> Standing.none(table.name() + " '" + name + "'", owner));
    Instant now = now();
    return switch (decide(tx, table, it, name, new Begun())) {
      case Moved(String to, String reason) -> {
        var made = new Subject(table.name(), name, owner, to, reason, by, now, now, now, 1);
        SqlSubjects.insert(tx, made);
        yield made;
      }
      case Stays _ -> throw new IllegalStateException(it + " is there and was made");
      case Refused(Refusal refusal) -> throw new RefusedException(refusal);
    };
  }

  private Verdict decide(
      Transaction tx, Lifecycle table, Standing it, String name, Happening what) {
    return table.decide(it, what, now(), SqlSubjects.others(tx, table, it.owner(), name), settings);
  }

  @Override
  public Subject move(Lifecycle table, String name, String to, String reason, String by) {
    Names.checkReason(reason);
    return kept(() -> store.write(tx -> move(tx, table, name, new Asked(to, reason), by)));
  }

  private Subject move(Transaction tx, Lifecycle table, String name, Happening what, String by) {
    Subject before = SqlSubjects.find(tx, table, name).orElseThrow(() -> unknown(table, name));
    return switch (decide(tx, table, before.standing(), name, what)) {
      case Moved(String to, String reason) -> {
        Subject after = before.moved(to, reason, by, now()).touched(now());
        SqlSubjects.update(tx, after, before.state());
        yield after;
      }
      case Stays _ -> before;
      case Refused(Refusal refusal) -> throw new RefusedException(refusal);
    };
  }

  private static RefusedException unknown(Lifecycle table, String name) {
    return new RefusedException(new Refusal.NotFound("governance record of " + table.name(), name));
  }

  @Override
  public Subject touch(Lifecycle table, String name, String by) {
    return kept(
        () ->
            store.write(
                tx -> {
                  Subject after = move(tx, table, name, new Touched(), by).touched(now());
                  SqlSubjects.touch(tx, after);
                  return after;
                }));
  }

  @Override
  public Subject find(Lifecycle table, String name) {
    return known.find(table, name).orElseThrow(() -> unknown(table, name));
  }

  @Override
  public List<Subject> all(Lifecycle table) {
    return known.all(table);
  }

  @Override
  public List<CapUse> caps(String owner) {
    return store.read(reader -> Usage.read(reader).caps(owner, settings));
  }

  @Override
  public Map<String, Map<String, Long>> stats() {
    return store.read(reader -> Usage.read(reader).states());
  }

  @Override
  public List<Swept> sweep() {
    var changes = new ArrayList<Subject>();
    List<Swept> swept =
        store.write(
            tx -> {
              changes.addAll(writeCalled(tx));
              return sweep(tx, changes);
            });
    changes.forEach(known::keep);
    return swept;
  }

  private List<Swept> sweep(Transaction tx, List<Subject> changes) {
    var swept = new ArrayList<Swept>();
    for (Subject before : SqlSubjects.all(tx)) {
      Lifecycle table = Lifecycles.of(before.lifecycle());
      Verdict verdict = table.decide(before.standing(), new Looked(), now(), states -> 0, settings);
      if (verdict instanceof Moved(String to, String reason)) {
        Subject after = before.moved(to, reason, RULE, now());
        SqlSubjects.update(tx, after, before.state());
        changes.add(after);
        swept.add(new Swept(table.name(), before.name(), before.state(), to, reason));
      }
    }
    return swept;
  }

  private List<Subject> writeCalled(Transaction tx) {
    var changes = new ArrayList<Subject>();
    known
        .takeCalled()
        .forEach(
            (name, at) ->
                SqlSubjects.find(tx, Lifecycles.PLUGIN, name)
                    .filter(it -> it.touchedAt().isBefore(at))
                    .map(it -> it.touched(at))
                    .ifPresent(
                        after -> {
                          SqlSubjects.put(tx, after);
                          changes.add(after);
                        }));
    return changes;
  }

  @Override
  public Optional<Refusal> refusal(String unit) {
    return known.refusal(unit);
  }

  @Override
  public Optional<Refusal> refusal(CallRequest request) {
    return known.refusal(request, clock);
  }
}
