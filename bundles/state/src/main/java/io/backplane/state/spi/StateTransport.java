package io.backplane.state.spi;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Carries versions between kernels, and keeps them in a <em>ledger</em> for those that are away: of
 * each key and origin the newest version. Registered as an OSGi service by whoever joins others; at
 * most one is used. Versions may arrive late, twice and in another order. Thread-safe.
 */
@ConsumerType
public interface StateTransport {

  /** Who listens. Called by the transport, one call at a time; may block. */
  interface Listener {

    /**
     * The others can be reached.
     *
     * @param ledger names what the transport keeps; another name after it was lost or made anew
     * @param resumed whether all that was missed since the given position arrives by itself
     */
    void connected(String ledger, boolean resumed);

    /**
     * What others have published, one's own perhaps among it.
     *
     * @param entries none where all up to the position comes with a snapshot
     * @param position from where to go on, above 0, once this call has returned
     */
    void received(List<StateEntry> entries, long position);

    /** The others cannot be reached until further notice. */
    void disconnected(String reason);
  }

  /**
   * Begins to connect, and goes on trying until it is closed. Returns at once.
   *
   * @param ledger that was connected last; empty for none
   * @param position reached in that ledger; 0 for none
   */
  AutoCloseable open(Listener listener, String ledger, long position);

  /**
   * Tells the others, and returns when the ledger keeps it: of two versions of one key and origin
   * the greater, and no longer any that a kept one has {@linkplain StateEntry#seen seen}.
   *
   * @return those that the ledger cannot keep on this connection, since they are too large; they
   *     are offered again on the next one
   * @throws IOException some may not be kept; publishing them again does no harm
   */
  Set<StateEntry> publish(List<StateEntry> entries) throws IOException;

  /**
   * All that the ledger keeps, in pages, deletions included.
   *
   * @param ledger that it is expected to be
   * @throws IOException it is another one by now, or not to be read; some pages may have been given
   */
  void snapshot(String ledger, Consumer<List<StateEntry>> pages) throws IOException;

  /**
   * Removes the versions of a key that are covered from the ledger.
   *
   * @throws IOException they may still be there, which does no harm
   */
  void forget(String key, Seen seen) throws IOException;
}
