package io.backplane.security.spi;

import org.osgi.annotation.versioning.ProviderType;

/** Seals what must not lie about in plain text. Thread-safe. */
@ProviderType
public interface Secrets {

  /** What every sealed text begins with. */
  String PREFIX = "sealed:";

  /**
   * @param place where the text belongs; it opens nowhere else
   * @return text that begins with {@link #PREFIX}; another one each time
   */
  String seal(String plain, String place);

  /**
   * @param place as it was sealed with
   * @throws IllegalStateException it was sealed with another key or for another place, or was
   *     changed; the message names the place, never the text
   */
  String open(String sealed, String place);
}
