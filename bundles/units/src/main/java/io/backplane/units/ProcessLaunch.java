package io.backplane.units;

import io.backplane.api.meta.Config.Apply;
import io.backplane.api.meta.Config.Method;
import io.backplane.api.meta.Meta;
import io.backplane.supervisor.spi.BackOff;
import io.backplane.supervisor.spi.Preparation;
import io.backplane.supervisor.spi.UnitSpec;
import io.backplane.units.spi.UnitPackage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How one version of a package is started for an instance.
 *
 * @param effective the whole configuration, in plain text
 * @param environment what the operator added, in plain text
 * @param references names of the instances that a service works with, by its own word for them
 * @param onStart told before each start
 */
record ProcessLaunch(
    InstanceRow row,
    String supervised,
    UnitPackage pack,
    Programs programs,
    Map<String, Object> effective,
    Map<String, String> environment,
    Map<String, String> references,
    InstanceHome home,
    UnitsLimits limits,
    Runnable onStart)
    implements Preparation {

  private static final String CONFIG_FILE = "config.json";

  Meta meta() {
    return pack.meta();
  }

  List<String> problems() {
    return ConfigRules.problems(meta(), effective);
  }

  /** What the supervisor is told; keeps nothing of it on disk. */
  UnitSpec spec() {
    var variables = new HashMap<>(programs.environment(pack.kind(), home, references));
    variables.put("STDIOLINK_INSTANCE_ID", row.id());
    variables.put("STDIOLINK_PRIVATE_DIR", home.privateFiles().toString());
    variables.put("STDIOLINK_SHARED_DIR", home.shared().toString());
    variables.put("STDIOLINK_LOG_DIR", home.log().toString());
    UnitSpec spec =
        UnitSpec.of(supervised, command(effective), home.workingDirectory(), home.log())
            .within(row.id())
            .environment(variables)
            .keep(row.profile(), row.restart(), BackOff.DEFAULT)
            .timing(limits.timing())
            .meta(meta());
    return programs
        .embedding(pack, row.arguments())
        .map(spec::embedded)
        .or(() -> programs.spare(pack, row.arguments()).map(spec::spare))
        .orElse(spec);
  }

  /** The command with sensitive values masked. */
  List<String> shownCommand() {
    return command(SealedConfig.mask(meta().config().fields(), effective));
  }

  private List<String> command(Map<String, Object> config) {
    var command = new ArrayList<>(programs.command(pack, row.profile(), row.arguments()));
    if (apply().method() == Method.STARTUP_ARGS) {
      config.forEach((name, value) -> command.add("--" + name + "=" + text(value)));
    }
    return command;
  }

  private Apply apply() {
    return meta().config().apply();
  }

  private static String text(Object value) {
    return value instanceof String text ? text : Json.text(value);
  }

  @Override
  public String words() {
    return programs.words(pack, row.arguments());
  }

  @Override
  public Map<String, String> prepare(Path directory) throws IOException {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new IOException("the configuration does not fit: " + String.join("; ", problems));
    }
    try {
      home.make();
      String json = Json.lines(effective);
      Path file = directory.resolve(CONFIG_FILE);
      FileModes.writePrivately(file, json);
      if (apply().method() == Method.FILE) {
        FileModes.writePrivately(home.privateFiles().resolve(fileName()), json);
      }
      onStart.run();
      var variables = new HashMap<String, String>();
      variables.put("STDIOLINK_CONFIG_PATH", file.toString());
      if (apply().method() == Method.ENV) {
        effective.forEach((name, value) -> variables.put(apply().envPrefix() + name, text(value)));
      }
      variables.putAll(environment);
      return variables;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (IllegalStateException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  /** A driver's word must not lead out of the instance's directory. */
  private String fileName() throws IOException {
    String name = apply().fileName().isEmpty() ? CONFIG_FILE : apply().fileName();
    if (name.contains("/") || name.equals(".") || name.equals("..") || name.indexOf('\0') >= 0) {
      throw new IOException("config.apply.fileName '" + name + "' is no plain file name");
    }
    return name;
  }

  /** The configuration must not come into a log. */
  @Override
  public String toString() {
    return supervised + " of " + pack.ref();
  }
}
