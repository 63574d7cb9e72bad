package io.backplane.driver;

import io.backplane.driver.spi.DriverSession;
import io.backplane.driver.spi.SessionOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;

/** A process whose stdin and stdout are named pipes, as the platform starts its drivers. */
record Child(Process process, DriverSession session, Path directory) implements AutoCloseable {

  static Child start(Path directory, Map<String, String> environment, Ear ear, String... command) {
    return start(directory, environment, ear, SessionOptions.of("child"), command);
  }

  static Child start(
      Path directory,
      Map<String, String> environment,
      Ear ear,
      SessionOptions options,
      String... command) {
    try {
      Files.createDirectories(directory);
      Path in = directory.resolve("in");
      Path out = directory.resolve("out");
      int made = new ProcessBuilder("mkfifo", in.toString(), out.toString()).start().waitFor();
      if (made != 0) {
        throw new AssertionError("mkfifo failed with " + made);
      }
      var builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      builder.redirectInput(in.toFile()).redirectOutput(out.toFile());
      builder.redirectError(directory.resolve("err").toFile());
      // Opened both ways first: opening a named pipe one way waits for the other end.
      try (var _ = both(in);
          var _ = both(out)) {
        Process process = builder.start();
        var session =
            DriverSession.open(
                FileChannel.open(out, StandardOpenOption.READ),
                FileChannel.open(in, StandardOpenOption.WRITE),
                options,
                ear);
        process.onExit().thenAccept(gone -> session.exited(how(command[0], gone.exitValue())));
        return new Child(process, session, directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static FileChannel both(Path pipe) throws IOException {
    return FileChannel.open(pipe, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  private static String how(String program, int code) {
    String status = code > 128 ? "crash" : "normal";
    return "program=" + program + ", exitCode=" + code + ", exitStatus=" + status;
  }

  Heard call(String command) {
    return call(command, Map.of());
  }

  Heard call(String command, Map<String, Object> params) {
    var heard = new Heard();
    session.call(
        io.backplane.api.call.CallRequest.builder("child", command).params(params).build(), heard);
    return heard;
  }

  @Override
  public void close() {
    session.close();
    process.destroyForcibly();
  }
}
