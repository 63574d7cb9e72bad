package io.backplane.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateConflict;
import io.backplane.state.spi.StateConflict.Kind;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateLimits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Knows of every version who wrote it and what that kernel then knew, from what was delivered and
 * not from what versions say of themselves.
 */
final class Oracle {

  /** What was written. */
  record Written(StateEntry entry, int writer, Set<Stamp> knew) {}

  private final Map<Stamp, Written> written = new HashMap<>();
  private final List<Map<String, Set<Stamp>>> knowledge = new ArrayList<>();
  private final List<List<StateEntry>> waiting = new ArrayList<>();

  Oracle(int nodes) {
    for (int i = 0; i < nodes; i++) {
      knowledge.add(new HashMap<>());
      waiting.add(new ArrayList<>());
    }
  }

  private Set<Stamp> known(int node, String key) {
    return knowledge.get(node).computeIfAbsent(key, k -> new HashSet<>());
  }

  void wrote(int node, StateEntry entry) {
    Set<Stamp> knew = Set.copyOf(known(node, entry.key()));
    record(new Written(entry, node, knew));
    known(node, entry.key()).add(entry.stamp());
  }

  /** A version was moved back in time; what had been met beside it has to be met again. */
  void moved(int node, StateEntry from, StateEntry to) {
    var knew = new HashSet<>(written.get(from.stamp()).knew());
    knew.add(from.stamp());
    record(new Written(to, node, Set.copyOf(knew)));
    knew.add(to.stamp());
    knowledge.get(node).put(to.key(), knew);
  }

  private void record(Written version) {
    Written before = written.put(version.entry().stamp(), version);
    assertThat(before).as("no stamp is given twice").isNull();
  }

  /** Mirrors what a kernel takes at once and what it lets wait, by its clock. */
  void arriving(int node, Instant wall, List<StateEntry> entries) {
    long limit = wall.toEpochMilli() + StateLimits.AHEAD_MAX.toMillis();
    for (StateEntry entry : entries) {
      if (entry.stamp().ms() <= limit) {
        learn(node, entry);
      } else if (!known(node, entry.key()).contains(entry.stamp())) {
        wait(waiting.get(node), entry);
      }
    }
  }

  private static void wait(List<StateEntry> list, StateEntry entry) {
    List<StateEntry> same =
        list.stream()
            .filter(e -> e.key().equals(entry.key()) && e.stamp().sameOrigin(entry.stamp()))
            .toList();
    if (same.stream().allMatch(e -> e.stamp().compareTo(entry.stamp()) < 0)) {
      list.removeAll(same);
      list.add(entry);
    }
  }

  void releasing(int node, Instant wall) {
    List<StateEntry> mine = List.copyOf(waiting.get(node));
    waiting.get(node).clear();
    arriving(node, wall, mine);
  }

  private void learn(int node, StateEntry entry) {
    Set<Stamp> known = known(node, entry.key());
    known.add(entry.stamp());
    known.addAll(written.get(entry.stamp()).knew());
  }

  /** The greatest version of each key, but for those that were moved. */
  Map<String, StateEntry> winners(Stamp limit) {
    var winners = new TreeMap<String, StateEntry>();
    for (Written version : written.values()) {
      if (version.entry().stamp().compareTo(limit) < 0) {
        winners.merge(
            version.entry().key(),
            version.entry(),
            (a, b) -> Comparator.comparing(StateEntry::stamp).compare(a, b) > 0 ? a : b);
      }
    }
    return winners;
  }

  /** Versions that nobody has overwritten knowingly, and that do not stand. */
  List<Written> overwrittenUnseen(Map<String, StateEntry> winners) {
    var seen = new HashSet<Stamp>();
    written.values().forEach(version -> seen.addAll(version.knew()));
    return written.values().stream()
        .filter(version -> !seen.contains(version.entry().stamp()))
        .filter(version -> !winners.get(version.entry().key()).equals(version.entry()))
        .toList();
  }

  /** A log holds what its kernel wrote and lost, and nothing that was overwritten knowingly. */
  void checkLog(int node, List<StateConflict> log, List<Written> overwritten) {
    assertThat(log).allMatch(conflict -> conflict.kind() == Kind.CONCURRENT);
    for (StateConflict conflict : log) {
      Stamp lost = conflict.lost().stamp();
      assertThat(written.get(conflict.won()).knew()).as("the winner knew").doesNotContain(lost);
      assertThat(written.get(lost).knew()).as("the loser knew").doesNotContain(conflict.won());
    }
    List<StateEntry> mine =
        overwritten.stream()
            .filter(version -> version.writer() == node)
            .map(Written::entry)
            .filter(entry -> !entry.deleted()) // two deletions say the same
            .toList();
    assertThat(log).extracting(StateConflict::lost).containsAll(mine);
  }
}
