package io.backplane.security.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** Browser sessions, opened by a login code or a token. Thread-safe. */
@ProviderType
public interface Sessions {

  /** How long a login code can be used, once. */
  Duration CODE_LIFETIME = Duration.ofMinutes(5);

  /** How long a session lasts. */
  Duration SESSION_LIFETIME = Duration.ofHours(12);

  /**
   * @param cookie the cookie's value
   */
  record Session(String cookie, Principal principal) {}

  /** Makes a one-time code that opens a session with the principal's role. */
  String createCode(Principal principal);

  /**
   * Opens a session.
   *
   * @param secret a login code or a token
   * @param address the client's, for counting failures
   * @throws RefusedException {@link Refusal.Denied} for what is unknown, used or expired, {@link
   *     Refusal.Busy} after too many failures
   */
  Session open(String secret, String address);

  /** Ends a session; an unknown one changes nothing. */
  void close(String cookie);
}
