package io.backplane.shell.commands;

import io.backplane.shell.commands.governance.GovActivate;
import io.backplane.shell.commands.governance.GovCaps;
import io.backplane.shell.commands.governance.GovDeprecate;
import io.backplane.shell.commands.governance.GovList;
import io.backplane.shell.commands.governance.GovRegister;
import io.backplane.shell.commands.governance.GovRetire;
import io.backplane.shell.commands.governance.GovShow;
import io.backplane.shell.commands.governance.GovStats;
import io.backplane.shell.commands.governance.GovSweep;
import io.backplane.shell.commands.governance.GovTouch;
import io.backplane.shell.commands.insight.HealthLevels;
import io.backplane.shell.commands.insight.HealthReport;
import io.backplane.shell.commands.insight.MetricList;
import io.backplane.shell.commands.insight.PlatformFacts;
import io.backplane.shell.commands.insight.Statistics;
import io.backplane.shell.commands.plugins.HotUpdate;
import io.backplane.shell.commands.plugins.PluginLeaks;
import io.backplane.shell.commands.plugins.PluginList;
import io.backplane.shell.commands.plugins.PluginLoad;
import io.backplane.shell.commands.plugins.PluginShow;
import io.backplane.shell.commands.plugins.PluginStatuses;
import io.backplane.shell.commands.plugins.PluginSwitch;
import io.backplane.shell.commands.plugins.PluginUi;
import io.backplane.shell.commands.plugins.PluginUnload;
import io.backplane.shell.commands.plugins.Rollback;
import io.backplane.shell.commands.plugins.UpdateList;
import io.backplane.shell.commands.plugins.UpdateTypes;
import io.backplane.shell.commands.profiles.ProfileDelete;
import io.backplane.shell.commands.profiles.ProfileList;
import io.backplane.shell.commands.profiles.ProfileShow;
import io.backplane.shell.commands.profiles.ProfileStop;
import io.backplane.shell.commands.profiles.ProfileTake;
import io.backplane.shell.commands.profiles.ProfileTypes;
import io.backplane.shell.commands.settings.Config;
import io.backplane.shell.commands.settings.Configure;
import io.backplane.shell.commands.state.StateChanges;
import io.backplane.shell.commands.state.StateClock;
import io.backplane.shell.commands.state.StateConflicts;
import io.backplane.shell.commands.state.StateDelete;
import io.backplane.shell.commands.state.StateGet;
import io.backplane.shell.commands.state.StateHistory;
import io.backplane.shell.commands.state.StateList;
import io.backplane.shell.commands.state.StateQuarantine;
import io.backplane.shell.commands.state.StateSet;
import picocli.CommandLine.Command;

/** {@code backplane runtime}. */
@Command(
    name = "runtime",
    description = "Plugins, shared state, governance, and what the kernel runs on.",
    synopsisSubcommandLabel = "COMMAND")
@Commands({
  PluginList.class,
  PluginShow.class,
  PluginLoad.class,
  PluginUnload.class,
  PluginSwitch.class,
  HotUpdate.class,
  Rollback.class,
  UpdateList.class,
  PluginLeaks.class,
  PluginUi.class,
  PluginStatuses.class,
  UpdateTypes.class,
  StateSet.class,
  StateGet.class,
  StateList.class,
  StateDelete.class,
  StateChanges.class,
  StateHistory.class,
  StateConflicts.class,
  StateQuarantine.class,
  StateClock.class,
  PlatformFacts.class,
  HealthReport.class,
  HealthLevels.class,
  MetricList.class,
  Statistics.class,
  ProfileTake.class,
  ProfileList.class,
  ProfileShow.class,
  ProfileStop.class,
  ProfileDelete.class,
  ProfileTypes.class,
  GovRegister.class,
  GovActivate.class,
  GovDeprecate.class,
  GovRetire.class,
  GovTouch.class,
  GovList.class,
  GovShow.class,
  GovCaps.class,
  GovStats.class,
  GovSweep.class,
  Configure.class,
  Config.class
})
public final class Runtime extends Group {}
