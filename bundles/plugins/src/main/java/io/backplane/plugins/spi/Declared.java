package io.backplane.plugins.spi;

import io.backplane.api.call.Values;
import java.util.List;
import java.util.Map;

/**
 * What a plugin's manifest says of it besides its id and version.
 *
 * @param exclusive whether two versions of it must not run at a time
 * @param permissions what it says it needs; shown, not enforced
 * @param shell the word its commands are offered under on the command line; empty for none
 * @param ui the entry of the jar that describes its console module; empty for none
 * @param script the entry of the jar that is run; empty for a plugin in Java
 */
public record Declared(
    boolean exclusive, List<String> permissions, String shell, String ui, String script) {

  public static final Declared NOTHING = new Declared(false, List.of(), "", "", "");

  public Declared {
    permissions = List.copyOf(permissions);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "exclusive", exclusive,
        "permissions", permissions,
        "shell", shell,
        "ui", ui,
        "script", !script.isEmpty());
  }
}
