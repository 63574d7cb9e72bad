package io.backplane.supervisor.spi;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** What has to be there before a process starts, and what must not be kept anywhere else. */
@FunctionalInterface
public interface Preparation {

  /** Nothing to do. */
  Preparation NONE = directory -> Map.of();

  /**
   * Called before each start, on a thread that may block.
   *
   * @param directory of this start alone, mode 0700, gone after its end: the place for a
   *     configuration in plain text
   * @return variables added to the environment
   * @throws IOException the start fails with its message
   */
  Map<String, String> prepare(Path directory) throws IOException;

  /** What its log tells of a start that takes no spare, behind a verb; empty for nothing. */
  default String words() {
    return "";
  }
}
