package io.backplane.governance;

import io.backplane.api.settings.Settings;
import io.backplane.governance.spi.CapUse;
import io.backplane.governance.spi.Lifecycle;
import io.backplane.governance.spi.Lifecycle.Cap;
import io.backplane.governance.spi.Lifecycles;
import io.backplane.store.spi.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How many of what each owner has. */
record Usage(List<Tally> tallies) {

  record Tally(String lifecycle, String owner, String state, long count) {}

  static Usage read(Reader reader) {
    return new Usage(
        reader.query(
            "SELECT lifecycle, owner, state, COUNT(*) AS n FROM governance_subjects"
                + " GROUP BY lifecycle, owner, state UNION ALL"
                + " SELECT 'task' AS lifecycle, owner, state, COUNT(*) AS n FROM governance_tasks"
                + " GROUP BY owner, state",
            row ->
                new Tally(
                    row.text("lifecycle"), row.text("owner"), row.text("state"), row.number("n"))));
  }

  /**
   * @param owner empty for all
   */
  List<CapUse> caps(String owner, Settings settings) {
    var uses = new ArrayList<CapUse>();
    for (Lifecycle table : Lifecycles.ALL) {
      for (Cap cap : table.caps()) {
        Map<String, Long> used = used(table, cap);
        Stream<String> owners =
            owner.isEmpty() ? used.keySet().stream().sorted() : Stream.of(owner);
        List<CapUse> found =
            owners.map(it -> use(table, cap, it, used.getOrDefault(it, 0L), settings)).toList();
        uses.addAll(found.isEmpty() ? List.of(use(table, cap, "", 0, settings)) : found);
      }
    }
    return uses;
  }

  private Map<String, Long> used(Lifecycle table, Cap cap) {
    return tallies.stream()
        .filter(it -> it.lifecycle().equals(table.name()) && cap.states().contains(it.state()))
        .collect(Collectors.groupingBy(Tally::owner, Collectors.summingLong(Tally::count)));
  }

  private static CapUse use(Lifecycle table, Cap cap, String owner, long used, Settings settings) {
    return new CapUse(cap.limit().key(), table.name(), owner, used, settings.get(cap.limit()));
  }

  /** By life cycle, every state of it. */
  Map<String, Map<String, Long>> states() {
    var states = new LinkedHashMap<String, Map<String, Long>>();
    for (Lifecycle table : Lifecycles.ALL) {
      var counts = new LinkedHashMap<String, Long>();
      table.states().forEach(state -> counts.put(state, 0L));
      tallies.stream()
          .filter(it -> it.lifecycle().equals(table.name()))
          .forEach(it -> counts.merge(it.state(), it.count(), Long::sum));
      states.put(table.name(), counts);
    }
    return states;
  }
}
