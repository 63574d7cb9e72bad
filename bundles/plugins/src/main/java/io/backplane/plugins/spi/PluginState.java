package io.backplane.plugins.spi;

/** Where a plugin is in its life. */
public enum PluginState {
  LOADING("it is being started for the first time"),
  ACTIVE("it runs, and calls reach it"),
  DISABLED("it was stopped by command, and stays so"),
  ERROR("it should run, and does not"),
  UNLOADED("it is gone, but for the versions that are kept");

  private final String meaning;

  PluginState(String meaning) {
    this.meaning = meaning;
  }

  /** The rest of a sentence. */
  public String meaning() {
    return meaning;
  }
}
