package io.backplane.plugins;

import java.nio.file.Path;

/** A checked jar in the place that bundles are installed from. */
record KeptJar(PluginJar jar, Path file) {}
