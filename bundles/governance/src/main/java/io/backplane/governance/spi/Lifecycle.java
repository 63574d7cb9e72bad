package io.backplane.governance.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.Refusal.Conflict;
import io.backplane.api.call.Refusal.Invalid;
import io.backplane.api.call.Refusal.OverCap;
import io.backplane.api.settings.Setting;
import io.backplane.api.settings.Settings;
import io.backplane.api.settings.TimeText;
import io.backplane.governance.spi.Verdict.Moved;
import io.backplane.governance.spi.Verdict.Refused;
import io.backplane.governance.spi.Verdict.Stays;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What may become of something, as a table, with one pure function that decides by it. What comes
 * of the decision is up to the caller: it stores first and acts after.
 *
 * @param name such as {@code plugin}
 * @param states the first is the initial one
 * @param edges from state to state
 * @param caps how many an owner may have
 * @param idle what becomes of what nobody uses
 * @param stuck what becomes of what does not end
 */
public record Lifecycle(
    String name,
    List<String> states,
    List<Edge> edges,
    List<Cap> caps,
    Optional<Overdue> idle,
    Optional<Overdue> stuck) {

  /** A change of state that is allowed. */
  public record Edge(String from, String to) {}

  /**
   * A limit for each owner. What is in one of the states counts; going from one of them to another
   * does not count anew, so that it is never refused.
   *
   * @param wayOut what the owner can do, completing "is limited to n: "
   */
  public record Cap(Setting<Long> limit, Set<String> states, String wayOut) {
    public Cap {
      states = Set.copyOf(states);
    }
  }

  /** A change of state for want of another, after a time. */
  public record Overdue(Set<String> from, String to, Setting<Duration> after, String reason) {
    public Overdue {
      from = Set.copyOf(from);
    }
  }

  /** How many others of the same owner are in one of the states. */
  @FunctionalInterface
  public interface Counts {
    long in(Set<String> states);
  }

  /**
   * @throws IllegalArgumentException an edge, a cap or a rule names what is no state, or a rule
   *     goes where no edge does
   */
  public Lifecycle {
    states = List.copyOf(states);
    edges = List.copyOf(edges);
    caps = List.copyOf(caps);
    Set<String> known = Set.copyOf(states);
    edges.forEach(edge -> check(known, Set.of(edge.from(), edge.to())));
    caps.forEach(cap -> check(known, cap.states()));
    for (Overdue rule : Stream.concat(idle.stream(), stuck.stream()).toList()) {
      for (String from : rule.from()) {
        if (!edges.contains(new Edge(from, rule.to()))) {
          throw new IllegalArgumentException(name + ": no edge " + from + " → " + rule.to());
        }
      }
    }
  }

  private static void check(Set<String> known, Set<String> used) {
    if (!known.containsAll(used)) {
      throw new IllegalArgumentException(used + " are not all among " + known);
    }
  }

  public String initial() {
    return states.getFirst();
  }

  /** The states that one state leads to, in their order; none for a final one. */
  public List<String> next(String state) {
    return states.stream().filter(to -> edges.contains(new Edge(state, to))).toList();
  }

  public boolean isFinal(String state) {
    return next(state).isEmpty();
  }

  /** The settings that are this life cycle's. */
  public List<Setting<?>> settings() {
    return Stream.concat(
            caps.stream().<Setting<?>>map(Cap::limit),
            Stream.concat(idle.stream(), stuck.stream()).<Setting<?>>map(Overdue::after))
        .toList();
  }

  /**
   * Decides, and changes nothing.
   *
   * @param at now
   * @param others of the same owner, it itself not included
   */
  public Verdict decide(Standing it, Happening what, Instant at, Counts others, Settings settings) {
    return switch (what) {
      case Happening.Begun _ when it.state().isEmpty() ->
          enter(it, initial(), "", others, settings);
      case Happening.Begun _ ->
          refused(it.what() + " is registered already: it is " + it.state() + ", of " + it.owner());
      case Happening.Asked(String to, String reason) -> go(it, to, reason, others, settings);
      case Happening.Touched _ when isFinal(it.state()) ->
          refused(it.what() + " is " + it.state() + " for good");
      case Happening.Touched _ -> new Stays();
      case Happening.Looked _ -> look(it, at, settings);
    };
  }

  private Verdict go(Standing it, String to, String reason, Counts others, Settings settings) {
    if (!states.contains(to)) {
      return new Refused(new Invalid("state", "'" + to + "' is not one of " + listed(states)));
    }
    if (it.state().equals(to)) {
      return new Stays();
    }
    if (isFinal(it.state())) {
      return refused(it.what() + " is " + it.state() + " for good");
    }
    if (!edges.contains(new Edge(it.state(), to))) {
      return refused(
          "%s is %s and cannot become %s; it can become %s"
              .formatted(it.what(), it.state(), to, listed(next(it.state()))));
    }
    return enter(it, to, reason, others, settings);
  }

  private Verdict enter(Standing it, String to, String reason, Counts others, Settings settings) {
    return caps.stream()
        .filter(cap -> cap.states().contains(to) && !cap.states().contains(it.state()))
        .filter(cap -> others.in(cap.states()) >= settings.get(cap.limit()))
        .findFirst()
        .<Verdict>map(cap -> new Refused(over(cap, it.owner(), settings)))
        .orElse(new Moved(to, reason));
  }

  private static Refusal over(Cap cap, String owner, Settings settings) {
    String key = cap.limit().key();
    return new OverCap(
        key,
        settings.get(cap.limit()),
        cap.wayOut().formatted(owner) + ", or raise it with 'runtime configure " + key + "'");
  }

  private Verdict look(Standing it, Instant at, Settings settings) {
    return overdue(idle, it, it.touchedAt(), at, settings)
        .or(() -> overdue(stuck, it, it.since(), at, settings))
        .<Verdict>map(moved -> moved)
        .orElse(new Stays());
  }

  private static Optional<Moved> overdue(
      Optional<Overdue> rule, Standing it, Instant from, Instant at, Settings settings) {
    return rule.filter(known -> known.from().contains(it.state()))
        .filter(known -> !at.isBefore(from.plus(settings.get(known.after()))))
        .map(
            known ->
                new Moved(
                    known.to(),
                    known.reason().formatted(TimeText.write(settings.get(known.after())))));
  }

  private static Verdict refused(String reason) {
    return new Refused(new Conflict(reason));
  }

  private static String listed(List<String> words) {
    return String.join(", ", words);
  }
}
