package io.backplane.governance;

import io.backplane.api.call.CallContext;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.Refusal;
import io.backplane.governance.spi.Lifecycle;
import io.backplane.governance.spi.Lifecycles;
import io.backplane.governance.spi.Subject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The rows as they were last committed, and which units were called since. Thread-safe. */
final class KnownSubjects {

  private record Key(String lifecycle, String name) {}

  private final ConcurrentMap<Key, Subject> subjects = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, Instant> called = new ConcurrentHashMap<>();

  /** Writes are committed in their order, but come here in any. */
  void keep(Subject subject) {
    subjects.merge(
        new Key(subject.lifecycle(), subject.name()),
        subject,
        (old, other) -> other.version() > old.version() ? other : old);
  }

  Optional<Subject> find(Lifecycle table, String name) {
    return Optional.ofNullable(subjects.get(new Key(table.name(), name)));
  }

  List<Subject> all(Lifecycle table) {
    return subjects.values().stream()
        .filter(it -> it.lifecycle().equals(table.name()))
        .sorted(Comparator.comparing(Subject::name))
        .toList();
  }

  boolean anyCalled() {
    return !called.isEmpty();
  }

  /** When which unit was last called, since this was asked last. */
  Map<String, Instant> takeCalled() {
    var taken = new HashMap<String, Instant>();
    called.keySet().forEach(name -> taken.put(name, called.remove(name)));
    return taken;
  }

  /** Whether a unit may be loaded. */
  Optional<Refusal> refusal(String unit) {
    return unit(unit).filter(it -> it.state().equals("retired")).map(KnownSubjects::retired);
  }

  private Optional<Subject> unit(String ref) {
    return find(Lifecycles.PLUGIN, ref.substring(ref.indexOf(':') + 1));
  }

  private static Refusal retired(Subject subject) {
    String why = subject.reason().isEmpty() ? "" : ": " + subject.reason();
    return new Refusal.Conflict("'" + subject.name() + "' is retired for good" + why);
  }

  /** Whether a unit may be called; if so, it counts as used. */
  Optional<Refusal> refusal(CallRequest request, Clock clock) {
    if (subjects.isEmpty()) {
      return Optional.empty();
    }
    Optional<Subject> subject = unit(request.unit());
    Optional<Refusal> refusal = subject.flatMap(it -> refusal(it, request.context()));
    if (subject.isPresent() && refusal.isEmpty()) {
      called.put(subject.get().name(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }
    return refusal;
  }

  private static Optional<Refusal> refusal(Subject subject, CallContext context) {
    String caller = context.owner().isEmpty() ? context.principal() : context.owner();
    return switch (subject.state()) {
      case "retired" -> Optional.of(retired(subject));
      case "draft" -> Optional.of(draft(subject)).filter(_ -> !caller.equals(subject.owner()));
      default -> Optional.empty();
    };
  }

  private static Refusal draft(Subject subject) {
    return new Refusal.Denied(
        "'%s' is a draft of %s, who alone may call it until 'runtime gov-activate %s'"
            .formatted(subject.name(), subject.owner(), subject.name()));
  }
}
