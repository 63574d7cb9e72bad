package io.backplane.api.call;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** A service that may turn calls away before they reach their unit. Thread-safe. */
@ConsumerType
@FunctionalInterface
public interface CallGuard {

  /**
   * Why a call is not let through; empty for most. Asked at every call, so it answers from memory.
   */
  Optional<Refusal> refusal(CallRequest request);
}
