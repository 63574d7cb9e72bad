package io.backplane.shell.commands;

import io.backplane.api.call.Values;
import io.backplane.api.event.Event;
import io.backplane.shell.Command;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.shell.Json;
import io.backplane.store.spi.EventLog;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code backplane events}. With {@code --json} a line for each event. */
@picocli.CommandLine.Command(name = "events", description = "Show what happened.")
public final class Events extends Command {

  private static final Duration BEAT = Duration.ofMillis(500);

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with what happens from now on.")
  private boolean follow;

  @Option(
      names = {"-n", "--lines"},
      paramLabel = "N",
      description = "How many of the past, 0 to 10000. Default: 20.")
  private int lines = 20;

  @Option(names = "--since", paramLabel = "SEQ", description = "Begin after this number instead.")
  private Long since;

  public Events(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() throws InterruptedException {
    EventLog log = services().events();
    int count = Math.clamp(lines, 0, 10_000);
    long seq = since == null ? Math.max(0, log.last() - count) : since;
    if (follow) {
      follow(log, seq);
    } else {
      log.since(seq, 10_000).forEach(this::print);
    }
    return ExitCode.OK;
  }

  private void follow(EventLog log, long seq) throws InterruptedException {
    try (EventLog.Cursor cursor = log.follow(seq)) {
      while (!invocation().gone().getAsBoolean()) {
        List<Event> news = cursor.next(BEAT);
        news.forEach(this::print);
        if (!news.isEmpty()) {
          out().flush();
        }
      }
    }
  }

  private void print(Event event) {
    if (json()) {
      out().println(Json.line(event.toMap()));
      return;
    }
    out()
        .printf(
            "%s  %-5s  %s  %s  %s%n",
            Words.time(event.at()),
            Values.word(event.level()),
            event.type(),
            event.subject(),
            event.data().isEmpty() ? "" : Json.line(event.data()));
  }
}
