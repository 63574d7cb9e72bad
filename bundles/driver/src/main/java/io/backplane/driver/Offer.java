package io.backplane.driver;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.Meta;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What of a driver's meta decides how it is spoken to.
 *
 * @param multiplexes whether its answers carry the ids of requests
 * @param cancels whether it is told of requests whose answers nobody wants any more
 */
record Offer(Map<String, Command> commands, boolean multiplexes, boolean cancels) {

  /** Among the capabilities of a driver that takes {@code meta.cancel} with the id of a request. */
  private static final String CANCEL = "cancel";

  /** Of a driver that has not said what it offers. */
  static final Offer UNKNOWN = new Offer(Map.of(), false, false);

  /**
   * One command.
   *
   * @param events names that it declares
   * @param cancel the command that ends a stream of it, empty for none
   */
  record Command(boolean streaming, Set<String> events, Optional<String> cancel) {
    static final Command UNDECLARED = new Command(false, Set.of(), Optional.empty());
  }

  static Offer of(Meta meta) {
    var commands = new HashMap<String, Command>();
    for (CommandMeta command : meta.commands()) {
      commands.put(command.name(), command(command));
    }
    return new Offer(
        Map.copyOf(commands),
        meta.info().traits().multiplex(),
        meta.info().capabilities().contains(CANCEL));
  }

  private static Command command(CommandMeta meta) {
    Set<String> events =
        meta.events().stream().map(EventMeta::name).collect(Collectors.toUnmodifiableSet());
    return new Command(meta.flags().streaming(), events, meta.flags().cancel());
  }

  Command command(String name) {
    return commands.getOrDefault(name, Command.UNDECLARED);
  }
}
