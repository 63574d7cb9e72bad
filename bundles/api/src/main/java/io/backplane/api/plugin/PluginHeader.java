package io.backplane.api.plugin;

/**
 * The manifest header that makes a bundle a plugin:
 *
 * <pre>Backplane-Plugin: greeter;api="[1.0,2)";version="1.1.0-rc.1";permissions="net, serial"</pre>
 *
 * The value is the plugin's id (lower-case letters, digits, {@code . _ -}, 1 to 64, a letter
 * first); {@code api} is the range of {@link #API_VERSION} it was written against. The other
 * attributes may be left out; one that is not named here is refused.
 */
public final class PluginHeader {

  public static final String NAME = "Backplane-Plugin";

  /** Attribute with the version range of the API. */
  public static final String API = "api";

  /**
   * Attribute with the semantic version, for what a Bundle-Version cannot say: {@code 1.1.0-rc.1}.
   * Its three numbers are those of the Bundle-Version. Without it the Bundle-Version counts, its
   * qualifier as a pre-release.
   */
  public static final String VERSION = "version";

  /**
   * Attribute, {@code true} for a plugin that holds what only one can hold, a port or a line: the
   * old version is stopped before the new one is started, and calls wait meanwhile.
   */
  public static final String EXCLUSIVE = "exclusive";

  /**
   * Attribute with words that tell an operator what the plugin reaches for, separated by commas.
   * They are shown, nothing enforces them.
   */
  public static final String PERMISSIONS = "permissions";

  /** Attribute with the word under which its commands are commands of the shell. */
  public static final String SHELL = "shell";

  /** Attribute with the entry of the jar that describes its part of the console. */
  public static final String UI = "ui";

  /**
   * A header of its own, beside {@link #NAME}: the entry of a jar without code that holds the
   * script to run.
   */
  public static final String SCRIPT = "Backplane-Script";

  /** Version of the contract in this bundle. */
  public static final String API_VERSION = "1.0.0";

  private PluginHeader() {}
}
