package io.backplane.script;

import io.backplane.api.plugin.PluginHeader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.osgi.framework.Bundle;

/**
 * What a bundle says of the script in it.
 *
 * @param id the plugin's
 * @param version the plugin's, as its header or else its bundle says it
 * @param entry path of the script in the jar
 */
record ScriptHeader(String id, String version, String entry) {

  /** The manifest header: {@code Backplane-Script: plugin.js}. */
  static final String NAME = "Backplane-Script";

  private static final String LOCATION = "plugin:";
  private static final Pattern VERSION = Pattern.compile(";\\s*version\\s*=\\s*\"?([^\";,]+)");

  /** Empty for a bundle that is no plugin, or has code of its own. */
  static Optional<ScriptHeader> of(Bundle bundle) {
    String entry = bundle.getHeaders("").get(NAME);
    String plugin = bundle.getHeaders("").get(PluginHeader.NAME);
    if (entry == null || plugin == null || !bundle.getLocation().startsWith(LOCATION)) {
      return Optional.empty();
    }
    String id = plugin.split(";", 2)[0].strip();
    Matcher version = VERSION.matcher(plugin);
    return Optional.of(
        new ScriptHeader(
            id,
            version.find() ? version.group(1).strip() : bundle.getVersion().toString(),
            entry.strip()));
  }
}
