package io.backplane.store.spi;

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
   * @return its sequence number
   */
  long emit(String type, String subject, Event.Level level, Map<String, Object> data);
}
