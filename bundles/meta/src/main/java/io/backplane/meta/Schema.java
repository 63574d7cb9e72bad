package io.backplane.meta;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.Meta;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The host's rules for a meta: a known version, a name, nothing named twice. */
public final class Schema {

  private static final int MAJOR = 1;
  private static final int MINOR_MAX = 1;
  private static final Pattern VERSION = Pattern.compile("([0-9]{1,6})\\.([0-9]{1,6})");

  private Schema() {}

  /** Sentences that name the place; empty for a meta that can be used. */
  public static List<String> faults(Meta meta) {
    var faults = new ArrayList<String>();
    version(meta.schemaVersion(), faults);
    if (meta.info().id().isBlank()) {
      faults.add("info.id: is empty");
    }
    if (meta.info().name().isBlank()) {
      faults.add("info.name: is empty");
    }
    twice("command", meta.commands().stream().map(CommandMeta::name).toList(), faults);
    twice("configuration field", names(meta.config().fields()), faults);
    for (CommandMeta command : meta.commands()) {
      twice("command '" + command.name() + "': parameter", names(command.params()), faults);
    }
    return faults;
  }

  /** An older minor version lacks nothing; a newer one may say what is not understood here. */
  private static void version(String version, List<String> faults) {
    Matcher match = VERSION.matcher(version);
    if (!match.matches()) {
      faults.add("schemaVersion: '" + version + "' is not <major>.<minor>");
    } else if (Integer.parseInt(match.group(1)) != MAJOR
        || Integer.parseInt(match.group(2)) > MINOR_MAX) {
      faults.add("schemaVersion: " + version + " is not supported, 1.0 and 1.1 are");
    }
  }

  private static List<String> names(List<FieldMeta> fields) {
    return fields.stream().map(FieldMeta::name).toList();
  }

  private static void twice(String what, List<String> names, List<String> faults) {
    var seen = new HashSet<String>();
    names.stream()
        .filter(name -> !seen.add(name))
        .distinct()
        .forEach(name -> faults.add(what + " '" + name + "' is declared twice"));
  }
}
