package io.backplane.security.spi;

import org.osgi.annotation.versioning.ProviderType;

/** Decides who may come in. Thread-safe; quick: it asks memory, not the disk. */
@ProviderType
public interface Doorkeeper {

  /**
   * The unix socket is the local admin. Everybody else needs an allowed Host, no foreign Origin,
   * and a valid token or session; a session also needs the exact Origin wherever something could
   * change. Failures count by address and by token prefix (10 in a minute lock for 15 minutes);
   * what is valid is never locked out.
   */
  Verdict judge(Knock knock);

  /** Judges Host and Origin alone, for the few paths that need no session. */
  Verdict judgeStranger(Knock knock);
}
