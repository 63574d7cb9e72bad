package io.backplane.shell.commands;

import io.backplane.api.call.Values;
import io.backplane.health.spi.Health;
import io.backplane.health.spi.Platform;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** {@code backplane status}. */
@picocli.CommandLine.Command(name = "status", description = "Show the kernel and its health.")
public final class Status extends Command {

  public Status(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Platform.Facts facts = services().platform().facts();
    Health.Report report = services().health().report();
    Duration uptime =
        Duration.between(facts.startedAt(), Instant.now()).truncatedTo(ChronoUnit.SECONDS);
    return Values.map(
        "status", "running",
        "health", Values.word(report.level()),
        "version", facts.version(),
        "pid", facts.pid(),
        "url", KernelAddress.url(services().context()),
        "data", facts.dataDirectory(),
        "startedAt", facts.startedAt().toString(),
        "uptime", json() ? uptime.toMillis() : Words.duration(uptime),
        "units", services().units().all().size(),
        "plugins", services().plugins().all().size());
  }
}
