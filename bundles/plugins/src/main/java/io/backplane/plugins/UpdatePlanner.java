package io.backplane.plugins;

import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.CallRecord;
import io.backplane.meta.spi.Bump;
import io.backplane.meta.spi.MetaDiff;
import io.backplane.meta.spi.MetaDiff.Change;
import io.backplane.meta.spi.SemanticVersion;
import io.backplane.plugins.spi.UpdatePlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Works out what it would mean to put one version in the place of another. */
record UpdatePlanner(Surroundings all) {

  /** Callers looked at for who is concerned: what the switchboard keeps. */
  private static final int CALLS = 1_000;

  private static final String COMMAND = "command ";

  /**
   * @param lenient whether the same or a lower version is as good as a higher one
   */
  UpdatePlan plan(PluginVersion old, KeptJar next, Duration window, boolean lenient)
      throws IOException {
    SemanticVersion from = old.jar().version();
    SemanticVersion to = next.jar().version();
    Optional<Meta> meta = StaticMeta.of(next.file());
    var changes = new ArrayList<Change>(ApiDiff.between(old.file(), next.file()).changes());
    meta.ifPresent(m -> changes.addAll(MetaDiff.between(old.meta(), m).changes()));
    Bump needed = changes.stream().map(Change::bump).reduce(Bump.PATCH, Bump::worse);
    boolean free = lenient && from.compareTo(to) >= 0;
    return new UpdatePlan(
        old.jar().id(),
        from.toString(),
        to.toString(),
        from.to(to),
        needed,
        changes,
        meta.isPresent(),
        concerned(old.jar().id(), changes),
        steps(old, next, window),
        free ? List.of() : problems(old.jar(), next.jar(), changes),
        pause(old.jar(), next.jar()),
        next.jar().declared());
  }

  private static List<String> problems(PluginJar old, PluginJar next, List<Change> changes) {
    var problems = new ArrayList<String>();
    if (old.version().compareTo(next.version()) > 0) {
      problems.add(
          "%s is older than %s: 'runtime rollback %s --to %s' goes back"
              .formatted(next.version(), old.version(), next.id(), next.version()));
    } else if (old.version().compareTo(next.version()) == 0
        && !old.digest().equals(next.digest())) {
      problems.add("version " + next.version() + " is loaded with another content: raise it");
    }
    tooMuch(old.version(), next.version(), changes).ifPresent(problems::add);
    return problems;
  }

  /** What two versions must not differ in, going by their numbers. */
  static Optional<String> tooMuch(SemanticVersion from, SemanticVersion to, List<Change> changes) {
    Bump type = from.to(to);
    boolean young = from.major() == 0 && type == Bump.MINOR; // 0.y may change anything with y
    List<Change> broken =
        changes.stream().filter(c -> !young && c.bump().compareTo(type) > 0).toList();
    if (broken.isEmpty()) {
      return Optional.empty();
    }
    Bump needed = broken.stream().map(Change::bump).reduce(Bump.PATCH, Bump::worse);
    return Optional.of(
        "%s → %s is a %s update, but these are %s changes: %s"
            .formatted(from, to, type.word(), needed.word(), sentences(broken)));
  }

  private static String sentences(List<Change> changes) {
    return changes.stream()
        .map(change -> change.subject() + " " + change.what())
        .collect(Collectors.joining("; "));
  }

  /** Who has lately called what is gone or changed. */
  private List<String> concerned(String id, List<Change> changes) {
    Map<String, Integer> callers = new TreeMap<>();
    for (CallRecord call : all.units().recent(id, CALLS)) {
      boolean hit =
          changes.stream()
              .filter(change -> change.bump() == Bump.MAJOR)
              .anyMatch(change -> isAbout(change.subject(), call.command()));
      if (hit) {
        String who = call.parent().isEmpty() ? call.principal() : "unit " + call.parent();
        callers.merge(who + " has called " + call.command(), 1, Integer::sum);
      }
    }
    return callers.entrySet().stream()
        .map(e -> e.getKey() + (e.getValue() == 1 ? " once" : " " + e.getValue() + " times"))
        .toList();
  }

  private static boolean isAbout(String subject, String command) {
    int blank = subject.indexOf(' ');
    String path = subject.substring(blank + 1);
    return subject.equals(COMMAND + command) || path.startsWith(command + ".");
  }

  private static List<String> steps(PluginVersion old, KeptJar next, Duration window) {
    String from = old.version();
    String to = next.jar().version().toString();
    String watch = "watch it for " + window.toMillis() + " ms, and go back on any trouble";
    return overlap(old.jar(), next.jar())
        ? List.of(
            "start " + to + " beside " + from,
            "compare its commands",
            "hand state over, if both can",
            "switch calls to it",
            watch,
            "let " + from + " end its calls, and stop it")
        : List.of(
            "let calls wait, and those under way end",
            "take the state of " + from + ", and stop it",
            "start " + to,
            "compare its commands",
            "let calls through",
            watch,
            "remove " + from);
  }

  static boolean overlap(PluginJar old, PluginJar next) {
    return !old.declared().exclusive() && !next.declared().exclusive();
  }

  private static String pause(PluginJar old, PluginJar next) {
    return overlap(old, next)
        ? "none, or as long as handing state over takes"
        : "as long as calls under way take, and one start";
  }
}
