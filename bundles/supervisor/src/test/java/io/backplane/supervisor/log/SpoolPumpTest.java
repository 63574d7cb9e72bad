package io.backplane.supervisor.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.supervisor.linux.FileWatch;
import io.backplane.supervisor.spi.LogLine;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.testing.Await;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolPumpTest {

  @TempDir Path directory;
  @AutoClose private FileWatch watch;
  @AutoClose private final ExecutorService pumps = Executors.newFixedThreadPool(2);
  private Path spool;
  private LogBook book;

  @BeforeEach
  void make() throws IOException {
    watch = new FileWatch();
    spool = Files.createFile(directory.resolve("err.spool"));
    book = open(LogSettings.DEFAULT);
  }

  private LogBook open(LogSettings settings) throws IOException {
    return LogBook.open(directory.resolve("logs"), settings, InstantSource.system());
  }

  @AfterEach
  void close() {
    book.close();
  }

  private SpoolPump pump(boolean adopted, LogSettings settings) throws IOException {
    return SpoolPump.start(spool, "5", book, settings, watch, pumps, adopted);
  }

  private void write(String text) throws IOException {
    Files.writeString(spool, text, StandardOpenOption.APPEND);
  }

  @Test
  void the_last_line_is_the_last_that_is_not_a_part_of_another() throws IOException {
    try (SpoolPump pump = pump(false, LogSettings.DEFAULT)) {
      assertThat(pump.lastLine()).isEmpty();
      write("first\nError: broken\n    at one\n\tat two\n\n");
      pump.catchUp();
      assertThat(pump.lastLine()).isEqualTo("Error: broken");
      write("    at three\n");
      pump.catchUp();
      assertThat(pump.lastLine()).isEqualTo("Error: broken");
    }
  }

  private List<String> lines() {
    return book.newest(LogQuery.ALL, 10_000).lines().stream().map(LogLine::text).toList();
  }

  @Test
  void lines_arrive_as_they_are_written_and_the_last_one_at_the_end() throws IOException {
    SpoolPump pump = pump(false, LogSettings.DEFAULT);
    for (int i = 0; i < 50; i++) {
      write("half");
      write(" line " + i + "\n");
      int upTo = i;
      Await.until("line " + i, () -> lines().contains("half line " + upTo));
    }
    write("no end");
    pump.finish();
    assertThat(lines()).hasSize(51).last().isEqualTo("no end");
  }

  @Test
  void after_a_crash_at_any_line_nothing_is_lost_or_repeated() throws IOException {
    var text = new StringBuilder();
    IntStream.range(0, 5_000).forEach(i -> text.append("line ").append(i).append('\n'));
    write(text.toString());
    SpoolPump first = pump(false, LogSettings.DEFAULT);
    first.catchUp();
    first.close();
    book.close();
    Path log = directory.resolve("logs/unit.1.log");
    byte[] whole = Files.readAllBytes(log);
    for (int cut : new int[] {0, 1, 100, whole.length / 2, whole.length - 1, whole.length}) {
      Files.write(log, java.util.Arrays.copyOf(whole, cut));
      book = open(LogSettings.DEFAULT);
      SpoolPump next = pump(true, LogSettings.DEFAULT);
      next.finish();
      assertThat(lines())
          .as("cut at " + cut)
          .isEqualTo(IntStream.range(0, 5_000).mapToObj(i -> "line " + i).toList());
      book.close();
    }
  }

  @Test
  void what_was_written_while_nobody_read_is_late() throws IOException {
    write("before\n");
    SpoolPump pump = pump(true, LogSettings.DEFAULT);
    pump.catchUp();
    write("after\n");
    pump.finish();
    assertThat(book.newest(LogQuery.ALL, 9).lines())
        .extracting(LogLine::late)
        .containsExactly(true, false);
  }

  @Test
  void more_than_may_wait_is_given_up_and_counted() throws IOException {
    var settings = new LogSettings(1_000_000, 10, 1 << 16);
    try (OutputStream out = Files.newOutputStream(spool)) {
      for (int i = 0; i < 10_000; i++) {
        out.write("0123456789abcde\n".getBytes(StandardCharsets.US_ASCII));
      }
    }
    SpoolPump pump = pump(false, settings);
    pump.finish();
    List<String> lines = lines();
    assertThat(lines.getFirst())
        .startsWith((160_000 - (1 << 16)) + " bytes of stderr were given up");
    assertThat(lines).hasSize(1 + (1 << 16) / 16);
  }

  @Test
  void what_was_read_is_given_back_to_the_file_system() throws Exception {
    byte[] block = ("z".repeat(99) + "\n").repeat(10_000).getBytes(StandardCharsets.US_ASCII);
    SpoolPump pump = pump(false, LogSettings.DEFAULT);
    for (int i = 0; i < 20; i++) {
      Files.write(spool, block, StandardOpenOption.APPEND);
    }
    pump.catchUp();
    Process du = new ProcessBuilder("du", "-k", spool.toString()).start();
    String text = new String(du.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertThat(Long.parseLong(text.split("\t")[0])).isLessThan(10_000);
    pump.close();
  }
}
