package io.backplane.supervisor.process;

import java.io.InputStream;
import java.nio.file.Path;

/** Where a process's stderr can be read. */
public sealed interface ErrorOutput {

  /** A file that the process appends to, whether somebody reads or not. */
  record Spool(Path file) implements ErrorOutput {}

  /** A pipe, which holds the process up while nobody reads. */
  record Pipe(InputStream stream) implements ErrorOutput {}
}
