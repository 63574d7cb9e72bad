package io.backplane.updates.spi;

import io.backplane.api.call.Unit;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** One version of a unit, to be started and stopped. Each method returns within a limit. */
@ConsumerType
public interface UnitVersion {

  String version();

  /** What calls are to reach; of a version that is started. */
  Unit unit();

  /**
   * Starts it, for the first time or again.
   *
   * @return what keeps it from running; nothing of it is left behind then
   */
  Optional<String> start() throws InterruptedException;

  /** What is wrong with it now that it has been started, if anything is. */
  Optional<String> trouble() throws InterruptedException;

  /**
   * Stops it; it may be started again.
   *
   * @return what keeps it from stopping
   */
  Optional<String> stop() throws InterruptedException;

  /**
   * Stops it for good, and removes it.
   *
   * @param update whose record is told what becomes of it
   * @return what keeps it from going
   */
  Optional<String> discard(UpdateRecord update) throws InterruptedException;
}
