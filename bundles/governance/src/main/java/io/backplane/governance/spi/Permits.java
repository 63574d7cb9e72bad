package io.backplane.governance.spi;

import io.backplane.api.call.Refusal;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Whether a unit may be put to use. Thread-safe; answers from memory. */
@ProviderType
@FunctionalInterface
public interface Permits {

  /** Why a unit may not be loaded; empty where it may. */
  Optional<Refusal> refusal(String unit);
}
