package io.backplane.shell.commands.instance;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.shell.Json;
import io.backplane.shell.commands.Words;
import io.backplane.supervisor.spi.LogLevel;
import io.backplane.supervisor.spi.LogLine;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.supervisor.spi.LogStream;
import io.backplane.supervisor.spi.UnitLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code backplane instance logs}. With {@code --json} a line for each line. */
@picocli.CommandLine.Command(name = "logs", description = "Show what an instance logged.")
public final class InstanceLogs extends InstanceCommand {

  private static final Duration BEAT = Duration.ofMillis(500);

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what comes.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "How many of the past, 0 to 10000. Default: 100.")
  private int lines = 100;

  @Option(names = "--level", paramLabel = "LEVEL", description = "The quietest that is shown.")
  private String level = "trace";

  @Option(names = "--stream", paramLabel = "STREAM", description = "stderr, stdout or kernel.")
  private String stream;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Not older than this (10m, 2h, 1d).")
  private String since;

  @Option(names = "--text", paramLabel = "TEXT", description = "Only lines that contain it.")
  private String text = "";

  @Option(names = "--grep", paramLabel = "REGEX", description = "Only lines that match it.")
  private String regex;

  public InstanceLogs(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() throws InterruptedException {
    UnitLog log = services().supervisor().log(instance().supervised());
    LogQuery query = query();
    int count = Math.clamp(lines, 0, 10_000);
    if (follow) {
      follow(log, query, count);
    } else if (count > 0) {
      log.newest(query, count).lines().forEach(this::print);
    }
    return ExitCode.OK;
  }

  private LogQuery query() {
    return new LogQuery(
        Optional.ofNullable(since).map(time -> Instant.now().minus(Words.parse("--since", time))),
        Optional.empty(),
        word("--level", LogLevel.class, level),
        Optional.ofNullable(stream).map(name -> word("--stream", LogStream.class, name)),
        text,
        Optional.ofNullable(regex).map(LogQuery::regex));
  }

  private static <E extends Enum<E>> E word(String option, Class<E> type, String word) {
    for (E value : type.getEnumConstants()) {
      if (Values.word(value).equals(word.toLowerCase(Locale.ROOT))) {
        return value;
      }
    }
    throw new RefusedException(new Refusal.Invalid(option, "'" + word + "' is not one"));
  }

  private void follow(UnitLog log, LogQuery query, int count) throws InterruptedException {
    try (UnitLog.Tail tail = log.tail(query, count)) {
      while (!invocation().gone().getAsBoolean()) {
        UnitLog.Lines news = tail.next(BEAT);
        if (news.dropped() > 0) {
          err("… " + news.dropped() + " lines skipped: this reader was too slow …");
        }
        news.lines().forEach(this::print);
        if (!news.lines().isEmpty()) {
          out().flush();
        }
        if (news.ended()) {
          return;
        }
      }
    }
  }

  private void err(String words) {
    out().println(json() ? Json.line(Values.map("gap", words)) : words);
  }

  private void print(LogLine line) {
    if (json()) {
      out().println(Json.line(line.toMap()));
      return;
    }
    out()
        .printf(
            "%s%s  %-5s  %s%s%n",
            Words.time(line.at()),
            line.late() ? "~" : " ",
            Values.word(line.level()),
            line.stream() == LogStream.STDERR ? "" : "[" + Values.word(line.stream()) + "] ",
            line.text());
  }
}
