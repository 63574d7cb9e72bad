package io.backplane.shell.commands;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Parameters;

/** {@code backplane why}. */
@picocli.CommandLine.Command(
    name = "why",
    description = "Say why a component does not start: the chain of what is missing.")
public final class Why extends Command {

  @Parameters(
      paramLabel = "<component>",
      description = "A component's name or a part of it; 'all' for everything unsatisfied.")
  private String component;

  public Why(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    var chain = new ComponentChain(services().components());
    List<Map<String, Object>> found = chain.explain(component);
    if (found.isEmpty() && !component.equals("all")) {
      throw new RefusedException(new Refusal.NotFound("component", component));
    }
    return found;
  }

  @Override
  protected String none() {
    return "everything is satisfied";
  }

  @Override
  protected void print(Object answer) {
    List<?> components = (List<?>) answer;
    if (components.isEmpty()) {
      out().println(none());
    }
    components.forEach(c -> print((Map<?, ?>) c, ""));
  }

  private void print(Map<?, ?> found, String indent) {
    out().println(indent + found.get("component") + ": " + found.get("state"));
    for (Object missing : (List<?>) found.get("missing")) {
      Map<?, ?> reference = (Map<?, ?>) missing;
      out().println(indent + "  needs " + reference.get("service") + ": " + reference.get("why"));
      ((List<?>) reference.get("providers")).forEach(p -> print((Map<?, ?>) p, indent + "    "));
    }
  }
}
