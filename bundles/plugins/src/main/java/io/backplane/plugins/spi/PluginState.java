package io.backplane.plugins.spi;

/** Where a plugin is in its life. */
public enum PluginState {
  LOADING,
  ACTIVE,
  DISABLED,
  ERROR,
  UNLOADED
}
