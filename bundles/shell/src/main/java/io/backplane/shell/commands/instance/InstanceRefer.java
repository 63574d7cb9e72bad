package io.backplane.shell.commands.instance;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.shell.Invocation;
import io.backplane.shell.commands.Pairs;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.UnitReference;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane instance refer}. */
@picocli.CommandLine.Command(
    name = "refer",
    description = "Let a service work with an instance, and set what it wants different there.",
    footer = {"", "Example: backplane instance refer report sensor lab unit=kelvin"})
public final class InstanceRefer extends InstanceCommand {

  @Parameters(index = "1", paramLabel = "<alias>", description = "The service's word for it.")
  private String alias;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "<target>",
      description = "The instance it works with.")
  private String target;

  @Parameters(index = "3..*", paramLabel = "key=value", description = "What is different there.")
  private List<String> pairs = List.of();

  @Option(names = "--remove", description = "Take the reference away.")
  private boolean remove;

  public InstanceRefer(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    if (remove == (target != null)) {
      throw new RefusedException(
          new Refusal.Invalid("<target>", "is missing: name an instance, or --remove"));
    }
    Optional<UnitReference> reference =
        remove ? Optional.empty() : Optional.of(new UnitReference(target, different()));
    return services()
        .instances()
        .refer(id(), alias, reference, Invocation.PRINCIPAL)
        .toDetailedMap();
  }

  private Map<String, Object> different() {
    Instance other = services().instances().find(target).orElseThrow(() -> unknown(target));
    return Pairs.read(pairs, other.setup().meta().config().fields());
  }

  @Override
  protected void print(Object answer) {
    Object references = ((Map<?, ?>) answer).get("references");
    ((Map<?, ?>) references)
        .forEach(
            (word, reference) ->
                out().println(word + " is " + ((Map<?, ?>) reference).get("instance")));
  }
}
