package io.backplane.plugins.spi;

/** How a plugin came. */
public enum PluginSource {
  DEPLOY,
  UPLOAD,
  CLI
}
