package io.backplane.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM that does nothing: says that it runs, and ends, or waits to be ended. */
public final class BareJvm {

  private BareJvm() {}

  public static void main(String[] args) throws InterruptedException {
    System.out.println("runs");
    if (args.length > 0) {
      Thread.sleep(Long.parseLong(args[0]));
    }
  }

  /** The command that runs a class of this jar with the JVM flags of the kernel. */
  static List<String> command(Class<?> main, String... words) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(words));
    return command;
  }

  /** Runs until it says that it does; the caller ends it. */
  static Process start(Class<?> main, String... words) throws IOException {
    return new ProcessBuilder(command(main, words))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
