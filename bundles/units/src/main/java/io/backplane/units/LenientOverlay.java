package io.backplane.units;

import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaReader;
import io.backplane.meta.spi.Overlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An operator's words hold for all versions of a package. Where they speak of what one version does
 * not have, the rest of them holds all the same: a field must not cease to be a secret because
 * another one is gone.
 */
final class LenientOverlay {

  private LenientOverlay() {}

  static Meta meta(Map<String, Object> meta, Map<String, Object> overlay) {
    Optional<Map<String, Object>> whole = merged(meta, overlay);
    if (whole.isPresent()) {
      return MetaReader.read(whole.get());
    }
    Map<String, Object> grown = meta;
    for (Map<String, Object> part : parts(overlay)) {
      grown = merged(grown, part).orElse(grown);
    }
    return MetaReader.read(grown);
  }

  private static Optional<Map<String, Object>> merged(
      Map<String, Object> meta, Map<String, Object> overlay) {
    try {
      return Optional.of(Overlay.merge(meta, overlay));
    } catch (RefusedException e) {
      return Optional.empty();
    }
  }

  private static List<Map<String, Object>> parts(Map<String, Object> overlay) {
    var parts = new ArrayList<Map<String, Object>>();
    overlay.forEach(
        (name, value) -> {
          if (value instanceof List<?> list) {
            list.forEach(item -> parts.add(Map.of(name, List.of(item))));
          } else if (value instanceof Map<?, ?> map && map.get("fields") instanceof List<?> list) {
            list.forEach(item -> parts.add(Map.of(name, Map.of("fields", List.of(item)))));
          } else if (value != null) {
            parts.add(Map.of(name, value));
          }
        });
    return parts;
  }
}
