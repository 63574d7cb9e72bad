package io.backplane.store.spi;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/** Queries. Valid only inside the work it is given to. */
@ProviderType
public interface Reader {

  /**
   * All rows, mapped.
   *
   * @param args null, String, Boolean, Integer, Long, Double, byte[], or {@link java.time.Instant}
   *     (kept as epoch milliseconds)
   */
  <T> List<T> query(String sql, Function<Row, T> map, Object... args);

  /** The first row, mapped. */
  <T> Optional<T> first(String sql, Function<Row, T> map, Object... args);
}
