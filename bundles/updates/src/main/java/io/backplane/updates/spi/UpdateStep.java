package io.backplane.updates.spi;

import java.util.Locale;

/** Where an update is. Each step is stored before its effect. */
public enum UpdateStep {
  /** Another update of the unit is under way. */
  WAIT,
  /** The new version is found and checked as far as it can be without starting it. */
  STAGE,
  /** New calls wait, those under way end. */
  DRAIN,
  /** The old version hands its state over. */
  EXPORT,
  /** The old version stops: only one may run. */
  STOP_OLD,
  /** The new version starts. */
  START_NEW,
  /** The new version is looked at before a call reaches it. */
  CHECK,
  /** The new version takes the state over. */
  IMPORT,
  /** Calls go to the new version. */
  SWITCH,
  /** The new version is watched. */
  HEALTH_WINDOW,
  /** The new version is the unit's. */
  COMMIT,
  /** The old version ends its calls and goes. */
  RETIRE_OLD,
  /** The old version comes back. */
  REVERT,
  /** It is over. */
  ENDED;

  /** The word used on the command line and in JSON, such as {@code health-window}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
