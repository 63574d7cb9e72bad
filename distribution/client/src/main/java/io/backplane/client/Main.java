package io.backplane.client;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code backplane} in Java: the same arguments, output and exit codes as the sh script; 4 means no
 * kernel.
 */
public final class Main {

  private static final int USAGE = 2;
  private static final int NO_KERNEL = 4;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(new ArrayList<>(List.of(args))));
  }

  private static int run(List<String> words) {
    int option = words.indexOf("--data");
    if (option == words.size() - 1 && option >= 0) {
      System.err.println("backplane: --data needs a directory");
      return USAGE;
    }
    Path data = KernelSocket.defaultData();
    if (option >= 0) {
      data = Path.of(words.remove(option + 1));
      words.remove(option);
    }
    try {
      var kernel = new KernelConnection(KernelSocket.of(data.toAbsolutePath()));
      if (words.equals(List.of("shell"))) {
        return new InteractiveShell(kernel).run();
      }
      Reply reply = kernel.command(words, System.console() != null, 80, System.out);
      System.err.print(reply.errors());
      return reply.exitCode();
    } catch (IOException e) {
      System.err.println("backplane: " + e.getMessage());
      return NO_KERNEL;
    }
  }
}
