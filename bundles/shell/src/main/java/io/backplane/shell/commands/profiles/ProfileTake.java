package io.backplane.shell.commands.profiles;

import io.backplane.health.spi.Profile;
import io.backplane.health.spi.Profile.State;
import io.backplane.health.spi.ProfileType;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import io.backplane.shell.commands.Words;
import java.time.Duration;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code backplane runtime profile}. */
@picocli.CommandLine.Command(
    name = "profile",
    description = "Look for a while at what the kernel, a plugin or a unit's processes do.",
    footer = {
      "",
      "Ctrl-C ends it early and keeps what was taken.",
      "Example: backplane runtime profile --type cpu --duration 5s"
    })
public final class ProfileTake extends ProfileCommand {

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int BAR = 30;

  @Option(
      names = "--type",
      paramLabel = "PROFILE-TYPE",
      defaultValue = "cpu",
      description = "cpu, memory or io; cpu at first.")
  private String type;

  @Option(
      names = "--duration",
      paramLabel = "TIME",
      description = "How long, such as 5s; 1s to 300s.")
  private String duration;

  @Option(names = "--unit", paramLabel = "<unit>", description = "A plugin, or an instance.")
  private String unit = "";

  private int exitCode = ExitCode.OK;

  public ProfileTake(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() throws InterruptedException {
    Duration time =
        duration == null ? profiles().defaultDuration() : Words.parse("--duration", duration);
    Profile begun = profiles().start(ProfileType.of(type), unit, time, Invocation.PRINCIPAL);
    Profile ended = followed(begun);
    exitCode = ended.state() == State.FAILED ? ExitCode.FAILED : ExitCode.OK;
    return ended.toMap();
  }

  private Profile followed(Profile begun) throws InterruptedException {
    long from = System.nanoTime();
    Profile now = begun;
    try {
      while (now.state() == State.RUNNING) {
        showProgress(System.nanoTime() - from, begun.asked());
        now = profiles().await(begun.id(), LOOK);
      }
    } catch (InterruptedException e) { // Ctrl-C
      profiles().stop(begun.id());
      throw e;
    }
    endProgress();
    return now;
  }

  private void showProgress(long passedNs, Duration time) {
    if (invocation().terminal() && !json()) {
      int done = (int) Math.min(BAR, BAR * passedNs / time.toNanos());
      String bar = "#".repeat(done) + "-".repeat(BAR - done);
      long left = Math.max(0, time.toSeconds() - passedNs / 1_000_000_000);
      out().print("\r[" + bar + "] " + left + " s left ");
      out().flush();
    }
  }

  private void endProgress() {
    if (invocation().terminal() && !json()) {
      out().print("\r\033[K");
    }
  }

  @Override
  protected void print(Object answer) {
    super.print(answer);
    out().println();
    out().println("more: backplane runtime profile-show " + ((Map<?, ?>) answer).get("id"));
  }

  @Override
  protected int exitCode() {
    return exitCode;
  }
}
