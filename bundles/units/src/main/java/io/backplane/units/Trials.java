package io.backplane.units;

import io.backplane.api.call.Values;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.Trial;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.units.spi.DriverPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Processes of packages that are tried out, each in a directory that goes with it. */
record Trials(Surroundings all) {

  Trial attempt(
      String packageRef, List<String> arguments, Profile profile, Trial.Listener listener) {
    DriverPackage driver = all.packages().get(packageRef);
    var command = new ArrayList<String>();
    command.add(driver.directory().resolve(driver.program()).toString());
    command.add("--profile=" + Values.word(profile));
    command.addAll(arguments);
    Path directory = all.data().resolve("run").resolve("attempts").resolve(UUID.randomUUID() + "");
    Map<String, Object> config =
        ConfigRules.effective(driver.meta(), all.packages().plainDefaults(driver.id()), Map.of());
    try {
      FileModes.privateDirectory(directory);
      UnitSpec spec =
          UnitSpec.of("trial", command, directory, directory)
              .environment(environment(directory))
              .meta(driver.meta());
      Trial trial = all.supervisor().attempt(spec, config(config), listener);
      trial.exit().whenComplete((_, _) -> forget(directory));
      return trial;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      forget(directory);
      throw e;
    }
  }

  private Map<String, String> environment(Path directory) {
    var variables = new HashMap<>(JavaHome.variables());
    variables.put("STDIOLINK_PRIVATE_DIR", directory.toString());
    variables.put("STDIOLINK_SHARED_DIR", all.data().resolve("shared").toString());
    return variables;
  }

  private static Preparation config(Map<String, Object> config) {
    return directory -> {
      Path file = directory.resolve("config.json");
      FileModes.writePrivately(file, Json.lines(config));
      return Map.of("STDIOLINK_CONFIG_PATH", file.toString());
    };
  }

  private static void forget(Path directory) {
    try {
      FileModes.delete(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
