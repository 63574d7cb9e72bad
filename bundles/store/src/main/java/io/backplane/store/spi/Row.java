package io.backplane.store.spi;

import java.time.Instant;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One row. Valid only inside the mapping it is given to. A null where a plain value is asked for is
 * an {@link IllegalStateException}; {@link #isNull} and the Optional forms tell.
 */
@ProviderType
public interface Row {
  String text(String column);

  Optional<String> optionalText(String column);

  long number(String column);

  double real(String column);

  boolean flag(String column);

  Instant instant(String column);

  Optional<Instant> optionalInstant(String column);

  byte[] bytes(String column);

  boolean isNull(String column);
}
