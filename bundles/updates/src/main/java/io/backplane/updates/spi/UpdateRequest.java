package io.backplane.updates.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.meta.spi.Bump;
import java.time.Duration;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What is asked for.
 *
 * @param from and {@code to}, {@code type}: as far as they are known; the {@link Changeover} says
 *     them anew when its turn has come
 * @param by whom
 * @param force ends calls that outlast the drain
 * @param healthWindow how long the new version has to keep well, at most {@link #WINDOW_MAX}
 * @param preparation asked when its turn has come
 */
public record UpdateRequest(
    String kind,
    String unit,
    UpdateRecord.What what,
    String from,
    String to,
    Bump type,
    String by,
    boolean force,
    Duration healthWindow,
    Preparation preparation) {

  /** How long a new version has to keep well where nothing else is said. */
  public static final Duration HEALTH_WINDOW = Duration.ofSeconds(10);

  public static final Duration WINDOW_MAX = Duration.ofMinutes(10);

  public UpdateRequest {
    checkWindow(healthWindow);
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} naming the range
   */
  public static void checkWindow(Duration healthWindow) {
    if (healthWindow.isNegative() || healthWindow.compareTo(WINDOW_MAX) > 0) {
      throw new RefusedException(
          new Refusal.Invalid("healthWindowMs", "is not in 0.." + WINDOW_MAX.toMillis() + " ms"));
    }
  }

  /** Works out what has to be done. */
  @ConsumerType
  @FunctionalInterface
  public interface Preparation {

    /**
     * Called when no other update of the unit is under way.
     *
     * @throws RefusedException why it cannot be done (any more); nothing has changed
     */
    Changeover prepare();
  }
}
