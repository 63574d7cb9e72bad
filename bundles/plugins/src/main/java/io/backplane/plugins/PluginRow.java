package io.backplane.plugins;

import io.backplane.plugins.spi.PluginSource;
import java.time.Instant;

/** A plugin that should be there. */
record PluginRow(
    String id,
    String version,
    String symbolicName,
    String digest,
    PluginSource source,
    String entry,
    Instant installedAt) {}
