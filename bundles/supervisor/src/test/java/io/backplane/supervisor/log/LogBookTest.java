package io.backplane.supervisor.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import io.backplane.supervisor.spi.LogLevel;
import io.backplane.supervisor.spi.LogLine;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.supervisor.spi.LogStream;
import io.backplane.supervisor.spi.UnitLog;
import io.backplane.testing.Await;
import io.backplane.testing.SettableClock;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogBookTest {

  @TempDir Path directory;
  private final SettableClock clock = new SettableClock();

  private LogBook open() throws IOException {
    return open(LogSettings.DEFAULT);
  }

  private LogBook open(LogSettings settings) throws IOException {
    return LogBook.open(directory, settings, clock);
  }

  private static void stderr(LogBook book, long start, long offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    book.append(new StderrLines(bytes, bytes.length, Long.toString(start), offset, false), false);
  }

  private static List<String> texts(UnitLog.Page page) {
    return page.lines().stream().map(LogLine::text).toList();
  }

  @Test
  void lines_come_back_with_time_level_stream_and_text() throws IOException {
    try (LogBook book = open()) {
      stderr(book, 1, 0, "[WARN] kalt: 3 °C\r\nplain\n");
      clock.advance(Duration.ofSeconds(1));
      book.append(LogStream.KERNEL, LogLevel.ERROR, "two\nlines");

      List<LogLine> lines = book.newest(LogQuery.ALL, 10).lines();
      assertThat(lines)
          .extracting(LogLine::text)
          .containsExactly("[WARN] kalt: 3 °C", "plain", "two", "lines");
      assertThat(lines)
          .extracting(LogLine::level)
          .containsExactly(LogLevel.WARN, LogLevel.INFO, LogLevel.ERROR, LogLevel.ERROR);
      assertThat(lines.getFirst().at()).isEqualTo(SettableClock.START);
      assertThat(lines.getLast().at()).isEqualTo(SettableClock.START.plusSeconds(1));
      assertThat(lines.getLast().stream()).isEqualTo(LogStream.KERNEL);
    }
  }

  @Test
  void pages_go_back_and_forth_over_files_without_gap_or_repeat() throws IOException {
    var settings = new LogSettings(2_000, 100, 1 << 20);
    try (LogBook book = open(settings)) {
      long offset = 0;
      for (int i = 0; i < 500; i++) {
        String line = "line " + i + "\n";
        stderr(book, 1, offset, line);
        offset += line.length();
      }
      var back = new ArrayList<String>();
      UnitLog.Page page = book.newest(LogQuery.ALL, 7);
      while (!page.lines().isEmpty()) {
        back.addAll(0, texts(page));
        page =
            page.before().isEmpty()
                ? book.before("0:0", LogQuery.ALL, 7)
                : book.before(page.before(), LogQuery.ALL, 7);
      }
      List<String> all = IntStream.range(0, 500).mapToObj(i -> "line " + i).toList();
      assertThat(back).isEqualTo(all);

      var forth = new ArrayList<String>();
      page = book.after("0:0", LogQuery.ALL, 11);
      while (!page.lines().isEmpty()) {
        forth.addAll(texts(page));
        page = book.after(page.after(), LogQuery.ALL, 11);
      }
      assertThat(forth).isEqualTo(all);
      Await.until("closed files are compressed", this::compressed);
      assertThat(texts(book.newest(LogQuery.ALL, 500))).isEqualTo(all);
    }
  }

  private boolean compressed() {
    try (var files = Files.list(directory)) {
      return files.filter(f -> f.toString().endsWith(".log")).count() == 1;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void queries_choose_by_time_level_stream_text_and_pattern() throws IOException {
    try (LogBook book = open()) {
      stderr(book, 1, 0, "[DEBUG] a\n[ERROR] Port busy\n");
      clock.advance(Duration.ofMinutes(1));
      book.append(LogStream.STDOUT, LogLevel.WARN, "oops 42");
      var since = Optional.of(SettableClock.START.plusSeconds(30));
      var none = Optional.<java.time.Instant>empty();
      var anywhere = Optional.<LogStream>empty();
      var any = Optional.<java.util.regex.Pattern>empty();

      assertThat(
              texts(book.newest(new LogQuery(since, none, LogLevel.TRACE, anywhere, "", any), 9)))
          .containsExactly("oops 42");
      assertThat(
              texts(book.newest(new LogQuery(none, since, LogLevel.TRACE, anywhere, "", any), 9)))
          .hasSize(2);
      assertThat(texts(book.newest(new LogQuery(none, none, LogLevel.ERROR, anywhere, "", any), 9)))
          .containsExactly("[ERROR] Port busy");
      assertThat(
              texts(
                  book.newest(new LogQuery(none, none, LogLevel.TRACE, anywhere, "port", any), 9)))
          .hasSize(1);
      assertThat(
              texts(
                  book.newest(
                      new LogQuery(
                          none,
                          none,
                          LogLevel.TRACE,
                          Optional.of(LogStream.STDOUT),
                          "",
                          Optional.of(LogQuery.regex("\\d+"))),
                      9)))
          .containsExactly("oops 42");
      assertThatThrownBy(() -> LogQuery.regex("(")).isInstanceOf(RefusedException.class);
      assertThatThrownBy(() -> book.before("x", LogQuery.ALL, 1))
          .isInstanceOf(RefusedException.class);
      assertThatThrownBy(() -> book.newest(LogQuery.ALL, 0)).isInstanceOf(RefusedException.class);
    }
  }

  @Test
  void a_torn_last_line_is_cut_and_its_bytes_are_read_again() throws IOException {
    try (LogBook book = open()) {
      stderr(book, 3, 0, "one\ntwo\n");
    }
    Path file = directory.resolve("unit.1.log");
    Files.writeString(
        file, "2026-01-01T12:00:00.000Z INFO  stderr 3@12 thr", StandardOpenOption.APPEND);
    try (LogBook book = open()) {
      assertThat(texts(book.newest(LogQuery.ALL, 9))).containsExactly("one", "two");
      assertThat(book.reached("3")).isEqualTo(8);
      assertThat(book.reached("4")).isZero();
    }
  }

  @Test
  void bytes_that_are_no_utf_8_and_no_line_of_ours_hurt_nobody() throws IOException {
    try (LogBook book = open()) {
      byte[] odd = {'a', (byte) 0xff, 0, 'b', '\n'};
      book.append(new StderrLines(odd, odd.length, "1", 0, false), false);
      Files.write(directory.resolve("unit.1.log"), odd, StandardOpenOption.APPEND);
      stderr(book, 1, 5, "after\n");
      assertThat(texts(book.newest(LogQuery.ALL, 9))).contains("a\ufffd\0b");
    }
  }

  @Test
  void a_line_over_64_kib_becomes_several_and_nothing_is_lost() throws IOException {
    String endless = "x".repeat(200_000);
    try (LogBook book = open()) {
      stderr(book, 1, 0, endless + "\nshort\n");
      List<String> lines = texts(book.newest(LogQuery.ALL, 9));
      assertThat(lines).hasSize(5).last().isEqualTo("short");
      assertThat(String.join("", lines.subList(0, 4))).isEqualTo(endless);
    }
  }

  @Test
  void old_files_go() throws IOException {
    try (LogBook book = open(new LogSettings(1_000, 3, 1 << 20))) {
      for (int i = 0; i < 200; i++) {
        stderr(book, 1, i * 100L, "line " + i + " " + "y".repeat(90) + "\n");
      }
      var files = new LogFiles(directory);
      Await.until("old files have gone", () -> files.numbers().size() == 3);
      assertThat(texts(book.after("0:0", LogQuery.ALL, 10_000)))
          .doesNotContain("line 0")
          .isNotEmpty();
    }
  }

  @Test
  void a_tail_misses_and_repeats_nothing_and_counts_what_it_was_too_slow_for() throws Exception {
    try (LogBook book = open()) {
      stderr(book, 1, 0, "a\nb\n");
      try (UnitLog.Tail tail = book.tail(LogQuery.ALL, 1)) {
        stderr(book, 1, 4, "c\n");
        assertThat(tail.next(Duration.ZERO).lines()).extracting(LogLine::text).containsExactly("b");
        assertThat(tail.next(Duration.ZERO).lines()).extracting(LogLine::text).containsExactly("c");
        for (int i = 0; i < 2_500; i++) {
          stderr(book, 1, 6 + 2 * i, "d\n");
        }
        UnitLog.Lines lines = tail.next(Duration.ZERO);
        assertThat(lines.dropped() + lines.lines().size()).isEqualTo(2_500);
        assertThat(lines.dropped()).isEqualTo(2_000);
        assertThat(tail.next(Duration.ZERO).lines()).isEmpty();
        assertThat(tail.next(Duration.ZERO).ended()).isFalse();
      }
    }
  }

  @Test
  void a_tail_of_a_log_that_was_closed_says_so_at_once() throws Exception {
    LogBook book = open();
    UnitLog.Tail tail = book.tail(LogQuery.ALL, 0);
    book.close();
    assertThat(tail.next(Duration.ofDays(1)).ended()).isTrue();
  }

  @Test
  void a_pattern_that_is_too_deep_hurts_nobody_but_finds_nothing() throws Exception {
    try (LogBook book = open()) {
      var deep =
          new LogQuery(
              Optional.empty(),
              Optional.empty(),
              LogLevel.TRACE,
              Optional.empty(),
              "",
              Optional.of(LogQuery.regex("(\\w|\\s)+error")));
      try (UnitLog.Tail tail = book.tail(deep, 0)) {
        stderr(book, 1, 0, "x".repeat(60_000) + "\nan error\n");
        assertThat(tail.next(Duration.ZERO).lines())
            .extracting(LogLine::text)
            .containsExactly("an error");
      }
    }
  }

  @Test
  void the_whole_log_can_be_copied() throws IOException {
    try (LogBook book = open(new LogSettings(1_000, 50, 1 << 20))) {
      for (int i = 0; i < 100; i++) {
        book.append(LogStream.KERNEL, LogLevel.INFO, "line " + i);
      }
      var out = new ByteArrayOutputStream();
      book.copy(out);
      assertThat(out.toString(StandardCharsets.UTF_8).lines()).hasSize(100);
    }
  }
}
