package io.backplane.shell.commands.cluster;

import io.backplane.cluster.spi.Cluster;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.Map;

/** A command that shows how this kernel is joined. */
abstract class ClusterCommand extends Command {

  ClusterCommand(Invocation invocation) {
    super(invocation);
  }

  final Cluster cluster() {
    return services().cluster();
  }

  @Override
  protected List<String> columns() {
    return List.of("node", "host", "version", "seen", "self");
  }

  @Override
  protected void print(Object answer) {
    Map<?, ?> status = (Map<?, ?>) answer;
    if (!Boolean.TRUE.equals(status.get("joined"))) {
      out().println("joined to none; 'cluster join nats://host:4222' shares state with others");
      return;
    }
    out().println("joined to %s, group %s".formatted(status.get("url"), status.get("group")));
    boolean connected = Boolean.TRUE.equals(status.get("connected"));
    out()
        .println(
            connected
                ? "connected to " + status.get("server")
                : "not connected: " + status.get("reason") + "; it is tried again");
    if (((Number) status.get("unsent")).longValue() > 0) {
      out()
          .println(
              "%s values are larger than the server takes (max_payload) and stay here"
                  .formatted(status.get("unsent")));
    }
    if (connected) {
      super.print(status.get("members"));
    }
  }
}
