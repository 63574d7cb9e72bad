package io.backplane.api.call;

import org.osgi.annotation.versioning.ConsumerType;

/** A command under way. */
@ConsumerType
@FunctionalInterface
public interface Call {

  /** A command that is over. */
  Call ENDED = () -> {};

  /** Asks the command to stop. Asking again, or after the end, changes nothing. Does not block. */
  void cancel();
}
