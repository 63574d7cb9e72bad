package io.backplane.meta.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.meta.Meta;
import io.backplane.meta.OverlayMerge;
import java.util.Map;

/**
 * What an operator says about a driver that cannot be changed. An overlay has the shape of a meta
 * and names only what it speaks of:
 *
 * <pre>{@code
 * {"info": {"x-backplane": {"overlap": true}},
 *  "config": {"fields": [{"name": "key", "x-backplane": {"sensitive": true}}]},
 *  "commands": [{"name": "run", "x-backplane": {"streaming": true, "cancel": "stop"},
 *                "params": [{"name": "port", "ui": {"unit": "tcp"}}]}]}
 * }</pre>
 *
 * Commands and fields are found by name, down through {@code fields} and {@code items}. Only {@link
 * Meta#EXTENSION} and {@code ui} can be said; their members replace the driver's one by one, null
 * takes one away.
 */
public final class Overlay {

  private Overlay() {}

  /**
   * The meta with the overlay on it; neither argument is changed.
   *
   * @param metaJson as the driver says it
   * @throws RefusedException {@link Refusal.Invalid} naming the place in the overlay: a command or
   *     field that the driver does not have, a member that an overlay cannot set
   */
  public static Map<String, Object> merge(
      Map<String, Object> metaJson, Map<String, Object> overlay) {
    return OverlayMerge.meta(Values.copyOf("meta", metaJson), Values.copyOf("overlay", overlay));
  }
}
