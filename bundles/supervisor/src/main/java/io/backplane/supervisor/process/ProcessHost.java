package io.backplane.supervisor.process;

import io.backplane.supervisor.spi.UnitState;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A way to run processes. Thread-safe. */
public interface ProcessHost extends AutoCloseable {

  /**
   * Starts a process. Blocks until its number is known.
   *
   * @throws IOException there is none, and nothing is left of the attempt
   */
  RunningProcess spawn(Launch launch) throws IOException;

  /**
   * Starts a process that is no unit's, in a directory of its own among the spares. Blocks until
   * its number is known.
   *
   * @param token what it and all it starts carry in their environment
   * @throws IOException there is none, and nothing is left of the attempt
   */
  RunningProcess spare(String token, List<String> command) throws IOException;

  /** Ends the spare that carries this token, whoever has started it, and removes its directory. */
  void endSpare(String token);

  /** What became of a unit's process while no kernel was there. */
  Found find(UnitState unit);

  /** The directory of a start, where its preparation may leave files. */
  RunDirectory directory(String unit, long start);

  /** The starts of a unit that have left a directory. */
  List<Long> starts(String unit);

  /** One word on how processes are run, and what is missing. */
  String words();

  @Override
  void close();

  /** What was found of an earlier start. */
  sealed interface Found {

    /** It runs. */
    record Alive(RunningProcess process) implements Found {}

    /** It has ended; its stderr may still have to be read. */
    record Dead(RunningProcess.Ended ended, Optional<ErrorOutput> rest) implements Found {}

    /** Nothing is left of it, by no fault of its own. */
    record Gone(String reason) implements Found {}
  }
}
