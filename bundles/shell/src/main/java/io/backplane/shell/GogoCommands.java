package io.backplane.shell;

import io.backplane.shell.commands.Root;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import picocli.CommandLine.Command;

/**
 * Offers every command to the Felix shell: {@code backplane status} as {@code backplane:status},
 * {@code backplane runtime plugins} as {@code runtime:plugins}. The same objects parse and carry
 * out.
 */
@Component(service = GogoCommands.class, immediate = true)
public final class GogoCommands {

  /** Session variable with the exit code of the last command. */
  static final String EXIT_CODE = "exit.code";

  private static final String ROOT = "backplane";

  private final BundleContext context;
  private final Services services;
  private final List<ServiceRegistration<?>> registrations = new ArrayList<>();
  private Map<List<String>, ServiceRegistration<?>> plugins = Map.of();

  @Activate
  public GogoCommands(BundleContext context, @Reference Services services) {
    this.context = context;
    this.services = services;
    offer(ROOT, Root.COMMANDS, List.of());
  }

  /** Reads the tree from the annotations: building it would cost each start a tenth of a second. */
  private void offer(String scope, List<Class<?>> commands, List<String> path) {
    for (Class<?> type : commands) {
      Command command = type.getAnnotation(Command.class);
      var words = new ArrayList<>(path);
      words.add(command.name());
      registrations.add(register(scope, words));
      offer(command.name(), CommandTree.below(type), words);
    }
  }

  private ServiceRegistration<?> register(String scope, List<String> words) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("osgi.command.scope", scope);
    properties.put("osgi.command.function", new String[] {words.getLast()});
    Function function = (session, arguments) -> run(session, words, arguments);
    return context.registerService(Function.class, function, properties);
  }

  /** Offers what active plugins claim now: {@code backplane greet hello} as {@code greet:hello}. */
  synchronized void followPlugins() {
    var now = new HashMap<List<String>, ServiceRegistration<?>>();
    for (List<String> words : PluginWords.commands(services)) {
      ServiceRegistration<?> known = plugins.get(words);
      now.put(words, known == null ? register(words.getFirst(), words) : known);
    }
    plugins.forEach(
        (words, registration) -> {
          if (!now.containsKey(words)) {
            registration.unregister();
          }
        });
    plugins = now;
  }

  private Object run(CommandSession session, List<String> words, List<Object> arguments) {
    var all = new ArrayList<>(words);
    arguments.forEach(argument -> all.add(Objects.toString(argument)));
    Invocation invocation =
        session.get(ShellSessions.INVOCATION) instanceof Invocation current
            ? current
            : onConsole(session);
    int code = CommandTree.execute(invocation, all);
    invocation.out().flush();
    invocation.err().flush();
    session.put(EXIT_CODE, code);
    return null;
  }

  /** For a Gogo session that is not ours, such as one over the web console. */
  private Invocation onConsole(CommandSession session) {
    var out = new PrintWriter(session.getConsole(), true, StandardCharsets.UTF_8);
    return new Invocation(services, out, out, Path.of("/"), 80, false, () -> false);
  }

  @Deactivate
  synchronized void close() {
    plugins.values().forEach(ServiceRegistration::unregister);
    registrations.forEach(ServiceRegistration::unregister);
  }
}
