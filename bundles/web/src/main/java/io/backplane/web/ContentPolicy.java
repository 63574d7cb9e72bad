package io.backplane.web;

import java.security.SecureRandom;
import java.util.Base64;

/** Content-Security-Policy by path. */
final class ContentPolicy {

  /** Request attribute with the nonce that scripts of this response may carry. */
  static final String NONCE = "io.backplane.csp.nonce";

  static final String APP_PATH = "/system/console/app";
  static final String CONSOLE_PATH = "/system/console/";

  private static final SecureRandom RANDOM = new SecureRandom();

  private static final String STRICT =
      "default-src 'none'; script-src 'self' 'nonce-%s'; style-src 'self' 'unsafe-inline';"
          + " img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self';"
          + " worker-src 'self'; frame-src 'self'; manifest-src 'self'; base-uri 'self';"
          + " form-action 'self'; frame-ancestors 'self'; object-src 'none'";

  /** Felix's own pages carry inline scripts and handlers. */
  private static final String LEGACY =
      "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self'"
          + " 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'self';"
          + " form-action 'self'; frame-ancestors 'self'; object-src 'none'";

  private ContentPolicy() {}

  static String nonce() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  static boolean isLegacyConsole(String path) {
    return path.startsWith(CONSOLE_PATH)
        && !path.equals(APP_PATH)
        && !path.startsWith(APP_PATH + "/");
  }

  static String of(String path, String nonce) {
    return isLegacyConsole(path) ? LEGACY : STRICT.formatted(nonce);
  }
}
