package io.backplane.plugins;

import io.backplane.plugins.PluginRow.Origin;
import java.nio.file.Path;

/** A checked jar in the place that bundles are installed from, and where it came from. */
record KeptJar(PluginJar jar, Path file, Origin origin) {}
