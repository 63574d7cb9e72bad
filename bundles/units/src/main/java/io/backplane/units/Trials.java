package io.backplane.units;

import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.Trial;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.units.spi.UnitPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Processes of packages that are tried out, each in a directory that goes with it. */
record Trials(Surroundings all) {

  Trial attempt(
      String packageRef, List<String> arguments, Profile profile, Trial.Listener listener) {
    UnitPackage pack = all.packages().get(packageRef);
    List<String> command = all.programs().command(pack, profile, Programs.apart(pack, arguments));
    Map<String, Object> config =
        ConfigRules.effective(pack.meta(), all.packages().plainDefaults(pack.id()), Map.of());
    Scratch scratch = scratch();
    Path directory = scratch.path();
    try {
      UnitSpec spec =
          UnitSpec.of("trial", command, directory, directory)
              .environment(environment(directory))
              .meta(pack.meta());
      Trial trial = all.supervisor().attempt(spec, config(config), listener);
      trial.exit().whenComplete((_, _) -> forget(scratch));
      return trial;
    } catch (RuntimeException e) {
      forget(scratch);
      throw e;
    }
  }

  private Scratch scratch() {
    try {
      return Scratch.in(all.data());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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

  private static void forget(Scratch scratch) {
    try {
      scratch.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
