package io.backplane.supervisor.log;

/** Brings what a process says on stderr into its log. Thread-safe. */
public interface StderrPump extends AutoCloseable {

  /** Brings in what has been said up to now, and returns when it is in the log. */
  void catchUp();

  /** The beginning of the last line it has brought in, indented ones apart; empty before one. */
  String lastLine();

  /** The process has ended: brings in the rest, a last line without its end included. */
  void finish();

  /** Stops reading; what is unread stays where it is. */
  @Override
  void close();
}
