package io.backplane.units.spi;

import java.util.Locale;

/** Where an update is. Each step is stored before it is done. */
public enum UpdateStep {
  /** Package and configuration are checked; nothing has changed. */
  STAGE,
  /** New calls wait, those under way end. */
  DRAIN,
  /** The old process ends. */
  STOP_OLD,
  /** The new version's process starts. */
  START_NEW,
  /** Calls go to the new version, which is watched. */
  HEALTH_WINDOW,
  /** The new version is the instance's; what is left of the old one is cleared away. */
  COMMIT,
  /** The old version comes back. */
  REVERT,
  /** It is over. */
  ENDED;

  /** The word used on the command line and in JSON, such as {@code health-window}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
