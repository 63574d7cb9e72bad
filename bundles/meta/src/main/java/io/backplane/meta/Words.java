package io.backplane.meta;

import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What both manuals say in the same words. */
final class Words {

  private Words() {}

  static String flags(Flags flags) {
    var said = new ArrayList<String>();
    if (flags.readOnly()) {
      said.add("changes nothing");
    }
    if (flags.idempotent()) {
      said.add("may be repeated");
    }
    if (flags.streaming()) {
      said.add("runs until it is ended");
    }
    flags.cancel().ifPresent(command -> said.add("ended by " + command));
    flags.timeout().ifPresent(limit -> said.add("limited to " + limit.toMillis() + " ms"));
    return String.join(", ", said);
  }

  /** One of each pair that differs in nothing but the mode. */
  static List<Example> examples(CommandMeta command) {
    var shown = new ArrayList<Example>();
    for (Example example : command.examples()) {
      if (shown.stream().noneMatch(e -> e.params().equals(example.params()))) {
        shown.add(example);
      }
    }
    return shown;
  }

  /** The line a driver gets. */
  static Map<String, Object> request(CommandMeta command, Example example) {
    return Values.map("cmd", command.name(), "data", example.params());
  }
}
