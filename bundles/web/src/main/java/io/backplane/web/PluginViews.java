package io.backplane.web;

import io.backplane.api.call.Values;
import io.backplane.calls.spi.Units;
import io.backplane.plugins.spi.PluginStatus;
import io.backplane.plugins.spi.Plugins;
import io.backplane.plugins.spi.RejectedFile;
import io.backplane.plugins.spi.UiModules;
import java.util.Map;

/**
 * Plugins as REST and WebSocket show them: together with what the switchboard knows of their units.
 */
record PluginViews(Plugins plugins, UiModules modules, Units units) {

  Map<String, Object> all() {
    return Values.map(
        "plugins", plugins.all().stream().map(this::of).toList(),
        "rejected", plugins.rejected().stream().map(RejectedFile::toMap).toList());
  }

  Map<String, Object> of(PluginStatus plugin) {
    Map<String, Object> map = plugin.toMap(units.find("plugin:" + plugin.id()));
    plugins.underWay(plugin.id()).ifPresent(update -> map.put("update", update.toMap()));
    modules.find(plugin.id()).ifPresent(module -> map.put("uiModule", module.toMap()));
    return map;
  }
}
