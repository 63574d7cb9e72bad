package io.backplane.supervisor.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The log of one unit. Thread-safe. */
@ProviderType
public interface UnitLog {

  /**
   * Lines of a log with the places before and after them.
   *
   * @param lines oldest first
   * @param before asks for what is older; empty when there is nothing older
   * @param after asks for what is newer, also later
   */
  record Page(List<LogLine> lines, String before, String after) {}

  /**
   * The newest matching lines.
   *
   * @param limit 1 to 10,000
   */
  Page newest(LogQuery query, int limit);

  /**
   * Matching lines older than a place.
   *
   * @throws RefusedException {@link Refusal.Invalid} for what is no cursor of this log
   */
  Page before(String cursor, LogQuery query, int limit);

  /** Matching lines newer than a place; as {@link #before}. */
  Page after(String cursor, LogQuery query, int limit);

  /**
   * Follows the log: first the newest matching lines, then every one that comes, without missing or
   * repeating any. The caller closes it.
   */
  Tail tail(LogQuery query, int newest);

  /** Copies every kept line, oldest first, as the files hold them. */
  void copy(OutputStream out) throws IOException;

  /** A reader's place at the end of a log. Not thread-safe, but for {@link #close}. */
  @ProviderType
  interface Tail extends AutoCloseable {

    /**
     * Waits for lines; empty when the limit passed or the tail was closed.
     *
     * @return with at most 1,000 lines; {@code dropped} counts those that this reader was too slow
     *     for, and which came before these lines
     */
    Lines next(Duration limit) throws InterruptedException;

    @Override
    void close();
  }

  /**
   * @param dropped lines between the last ones and these
   * @param ended whether no more can come: the tail or the log was closed
   */
  record Lines(long dropped, List<LogLine> lines, boolean ended) {}
}
