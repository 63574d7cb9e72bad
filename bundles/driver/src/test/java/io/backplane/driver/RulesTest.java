package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.driver.Rules.Line;
import io.backplane.driver.Rules.Verdict;
import io.backplane.driver.Rules.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RulesTest {

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String row(Waiting first, boolean open) {
    return Stream.of(Line.values())
        .map(line -> word(Rules.decide(first, open, line)))
        .collect(
            Collectors.joining(
                " | ", "| " + word(first) + " | " + (open ? "yes" : "no") + " | ", " |"));
  }

  private static String table() {
    String head =
        Stream.of(Line.values())
            .map(RulesTest::word)
            .collect(Collectors.joining(" | ", "| waits first | stream open | ", " |"));
    String rule = "|---|---" + "|---".repeat(Line.values().length) + "|";
    return Stream.of(Waiting.values())
        .flatMap(first -> Stream.of(row(first, false), row(first, true)))
        .collect(Collectors.joining("\n", head + "\n" + rule + "\n", "\n"));
  }

  @Test
  void the_documented_table_is_the_one_in_force() throws IOException {
    Path page = Path.of("..", "..", "docs", "concepts", "drivers.md");
    assertThat(Files.readString(page)).contains(table());
  }

  @Test
  void every_verdict_is_reached() {
    var reached = EnumSet.noneOf(Verdict.class);
    for (Waiting first : Waiting.values()) {
      for (Line line : Line.values()) {
        reached.add(Rules.decide(first, false, line));
        reached.add(Rules.decide(first, true, line));
      }
    }
    assertThat(reached).containsExactlyInAnyOrder(Verdict.values());
  }

  @Test
  void no_stream_is_spoken_of_where_none_is_open_and_no_call_where_none_waits() {
    var ofStream = EnumSet.of(Verdict.ENDS_STREAM, Verdict.FAILS_STREAM, Verdict.EVENT_OF_STREAM);
    var ofFirst =
        EnumSet.of(
            Verdict.ENDS_FIRST, Verdict.FAILS_FIRST, Verdict.EVENT_OF_FIRST, Verdict.OPENS_STREAM);
    for (Line line : Line.values()) {
      for (Waiting first : Waiting.values()) {
        assertThat(ofStream).doesNotContain(Rules.decide(first, false, line));
      }
      assertThat(ofFirst).doesNotContain(Rules.decide(Waiting.NOTHING, true, line));
      assertThat(ofFirst).doesNotContain(Rules.decide(Waiting.NOTHING, false, line));
    }
  }

  @Test
  void a_terminal_belongs_to_whoever_waits_first() {
    for (Waiting first : EnumSet.complementOf(EnumSet.of(Waiting.NOTHING))) {
      for (boolean open : new boolean[] {true, false}) {
        assertThat(Rules.decide(first, open, Line.TERMINAL)).isEqualTo(Verdict.ENDS_FIRST);
        assertThat(Rules.decide(first, open, Line.LONG_TERMINAL)).isEqualTo(Verdict.FAILS_FIRST);
      }
    }
  }
}
