package io.backplane.store;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the writer is doing.
 *
 * @param commits transactions since the start
 * @param writes works in them, those that undid themselves included
 * @param fault why the last transaction failed; empty after one that did not
 * @param startedNanos monotonic time at which the transaction under way began
 */
record WriterFigures(
    long commits,
    long writes,
    Optional<Instant> lastCommit,
    Optional<String> fault,
    OptionalLong startedNanos) {

  static final WriterFigures NONE =
      new WriterFigures(0, 0, Optional.empty(), Optional.empty(), OptionalLong.empty());

  WriterFigures started(long nanos) {
    return new WriterFigures(commits, writes, lastCommit, fault, OptionalLong.of(nanos));
  }

  WriterFigures committed(Instant at, int works) {
    return new WriterFigures(
        commits + 1, writes + works, Optional.of(at), Optional.empty(), OptionalLong.empty());
  }

  WriterFigures failed(String why) {
    return new WriterFigures(commits, writes, lastCommit, Optional.of(why), OptionalLong.empty());
  }
}
