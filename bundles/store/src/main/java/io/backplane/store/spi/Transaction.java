package io.backplane.store.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.event.Event;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Queries and changes. Valid only inside the work it is given to. */
@ProviderType
public interface Transaction extends Reader {

  /**
   * @return how many rows changed
   */
  int update(String sql, Object... args);

  /**
   * Writes an event in this transaction; subscribers get it after the commit. Only {@link
   * Store#MANAGER} has an event log.
   *
   * @param data of JDK value types, at most 65,536 characters as JSON
   * @return its sequence number, which holds only if this work is committed
   * @throws RefusedException {@link Refusal.Invalid} or {@link Refusal.OverCap} for the data
   */
  long emit(String type, String subject, Event.Level level, Map<String, Object> data);
}
