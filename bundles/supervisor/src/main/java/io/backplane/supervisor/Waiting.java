package io.backplane.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.backplane.api.call.Values;
import io.backplane.supervisor.process.Launch;
import io.backplane.supervisor.process.RunningProcess;
import io.backplane.supervisor.spi.Spare;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A process that was started ahead.
 *
 * @param token what it carries, and the start that takes it
 */
record Waiting(String token, List<String> command, RunningProcess process) {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int LINE_MAX = 200;
  private static final Duration ASSIGN_LIMIT = Duration.ofSeconds(2);

  /**
   * Reads its first line. Blocks until it says that it waits.
   *
   * @param limit then it is ended
   * @throws IOException it says something else, has ended, or was ended
   */
  void awaitWord(Workshop.Timers timers, Duration limit) throws IOException {
    String line = within(timers, limit, this::line);
    if (!line.equals(Spare.WAITING)) {
      throw new IOException(
          "a spare has to say '%s' first, and not '%s'".formatted(Spare.WAITING, line));
    }
  }

  long pid() {
    return process.id().orElseThrow().pid();
  }

  /** Byte by byte: what follows is for others. */
  private String line() throws IOException {
    var line = new StringBuilder();
    var next = ByteBuffer.allocate(1);
    while (line.length() < LINE_MAX) {
      if (process.output().read(next.clear()) < 0) {
        throw new IOException("a spare has ended before it waited" + told(line));
      }
      char c = (char) next.get(0);
      if (c == '\n') {
        break;
      }
      line.append(c);
    }
    return line.toString().strip();
  }

  private static String told(StringBuilder line) {
    return line.isEmpty() ? "" : ": " + line;
  }

  /**
   * Tells it what it is from now on.
   *
   * @param environment all that a fresh process would get over the kernel's own, but the token
   * @throws IOException it does not take it
   */
  void assign(
      Workshop.Timers timers, List<String> arguments, Path at, Map<String, String> environment)
      throws IOException {
    Map<String, Object> variables = Values.map();
    variables.putAll(environment);
    variables.put(Launch.TOKEN, token);
    ByteBuffer line = line(arguments, at, variables);
    within(
        timers,
        ASSIGN_LIMIT,
        () -> {
          while (line.hasRemaining()) {
            process.input().write(line);
          }
          return line;
        });
  }

  private static ByteBuffer line(
      List<String> arguments, Path directory, Map<String, Object> environment) {
    try {
      String json =
          MAPPER.writeValueAsString(
              Values.map(
                  "arguments", arguments,
                  "directory", directory.toString(),
                  "environment", environment));
      return ByteBuffer.wrap((json + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  @FunctionalInterface
  private interface Transfer<T> {
    T run() throws IOException;
  }

  /** Whatever is not done by then fails, since the process is ended. */
  private <T> T within(Workshop.Timers timers, Duration limit, Transfer<T> transfer)
      throws IOException {
    var done = new AtomicBoolean();
    timers.after(
        limit,
        () -> {
          if (!done.get()) {
            process.kill();
          }
        });
    try {
      return transfer.run();
    } finally {
      done.set(true);
    }
  }
}
