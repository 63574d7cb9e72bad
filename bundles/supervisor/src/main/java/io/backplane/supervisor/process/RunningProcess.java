package io.backplane.supervisor.process;

import io.backplane.supervisor.spi.ProcessId;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A process in the kernel's hands. Thread-safe. */
public interface RunningProcess extends AutoCloseable {

  /** Empty for what runs inside the kernel. */
  Optional<ProcessId> id();

  /** The process that holds its pipes, where there is one. */
  Optional<ProcessId> shim();

  /** Its stdout. */
  ReadableByteChannel output();

  /** Its stdin. */
  WritableByteChannel input();

  /** Where its stderr goes. */
  ErrorOutput errors();

  /** Completed with its end. */
  CompletableFuture<Ended> exit();

  /**
   * Gives all its files another place, where none may be yet.
   *
   * @throws IOException they are where they were
   */
  void moveTo(RunDirectory directory) throws IOException;

  /** Lets it read end of file. */
  void endInput();

  /** SIGTERM to it and all it started. */
  void terminate();

  /** SIGKILL to it and all it started; returns when none is left, or after a second. */
  void kill();

  /** The processes that belong to it. */
  ProcessTree tree();

  /** Lets go of the pipes; the process runs on where it can. */
  @Override
  void close();

  /**
   * How it ended.
   *
   * @param code as {@link io.backplane.supervisor.spi.Exit} has it
   * @param detail what there is to add, beginning with a blank or a colon; else empty
   */
  record Ended(int code, String detail) {}
}
