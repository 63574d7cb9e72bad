package io.backplane.supervisor.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The kernel's ends of a process's stdin and stdout. */
record Fifos(FileChannel input, FileChannel output, PipeBudget budget, long enlarged)
    implements AutoCloseable {

  /** Opens both. Does not wait for the other side: for a moment it is its own. */
  static Fifos open(RunDirectory directory, PipeBudget budget) throws IOException {
    FileChannel input = open(directory.in(), StandardOpenOption.WRITE);
    try {
      FileChannel output = open(directory.out(), StandardOpenOption.READ);
      return new Fifos(input, output, budget, budget.enlarge(directory.out()));
    } catch (IOException e) {
      input.close();
      throw e;
    }
  }

  private static FileChannel open(Path fifo, StandardOpenOption way) throws IOException {
    try (FileChannel _ =
        FileChannel.open(fifo, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return FileChannel.open(fifo, way);
    }
  }

  @Override
  public void close() throws IOException {
    budget.giveBack(enlarged);
    input.close();
    output.close();
  }
}
