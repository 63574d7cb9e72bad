package io.backplane.api.plugin;

/**
 * The manifest header that makes a bundle a plugin:
 *
 * <pre>Backplane-Plugin: greeter;api="[1.0,2)"</pre>
 *
 * The value is the plugin's id (lower-case letters, digits, {@code . _ -}, 1 to 64, a letter
 * first); {@code api} is the range of {@link #API_VERSION} it was written against.
 */
public final class PluginHeader {

  public static final String NAME = "Backplane-Plugin";

  /** Attribute with the version range of the API. */
  public static final String API = "api";

  /** Version of the contract in this bundle. */
  public static final String API_VERSION = "1.0.0";

  private PluginHeader() {}
}
