package io.backplane.shell.commands.cluster;

import io.backplane.cluster.spi.ClusterAddress;
import io.backplane.shell.Invocation;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane cluster join}. */
@picocli.CommandLine.Command(
    name = "join",
    description = "Share state with all kernels that join the same server and group.",
    footer = {
      "",
      "Examples:",
      "  backplane cluster join nats://10.0.0.5:4222",
      "  backplane cluster join tls://nats.example.org --creds ./kernel.creds --group lab"
    })
public final class ClusterJoin extends ClusterCommand {

  @Parameters(
      paramLabel = "<url>",
      description = "nats://host:4222 or tls://host:4222; several with commas between.")
  private String url;

  @Option(
      names = "--creds",
      paramLabel = "<file>",
      description = "A NATS user's credentials; read at each connection, so it has to stay.")
  private Path credentials;

  @Option(
      names = "--group",
      paramLabel = "<name>",
      defaultValue = ClusterAddress.GROUP,
      description = "Only kernels of one group share (default: ${DEFAULT-VALUE}).")
  private String group;

  @Option(names = "--unseen", description = "Join even if the server cannot be reached now.")
  private boolean unseen;

  public ClusterJoin(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Optional<Path> file =
        Optional.ofNullable(credentials)
            .map(path -> invocation().directory().resolve(path).normalize());
    var address = new ClusterAddress(url, file, group);
    return cluster().join(address, unseen, Invocation.PRINCIPAL).toMap();
  }

  /** The connection is still being made. */
  @Override
  protected void print(Object answer) {
    out().println("joined; 'cluster status' shows who is there");
  }
}
