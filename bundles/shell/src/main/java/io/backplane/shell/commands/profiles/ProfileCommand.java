package io.backplane.shell.commands.profiles;

import io.backplane.health.spi.Profiles;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;
import java.util.Map;

/** A command that shows a profile. */
abstract class ProfileCommand extends Command {

  ProfileCommand(Invocation invocation) {
    super(invocation);
  }

  final Profiles profiles() {
    return services().profiles();
  }

  @Override
  protected void print(Object answer) {
    Map<?, ?> profile = (Map<?, ?>) answer;
    String unit = profile.get("unit").toString();
    out()
        .println(
            "profile %s: %s of %s, %s after %s ms, %s %s"
                .formatted(
                    profile.get("id"),
                    profile.get("type"),
                    unit.isEmpty() ? "the kernel" : unit,
                    profile.get("state"),
                    profile.get("tookMs"),
                    profile.get("weight"),
                    profile.get("measure")));
    String reason = profile.get("reason").toString();
    if (!reason.isEmpty()) {
      out().println(reason);
    }
    Map<?, ?> summary = (Map<?, ?>) profile.get("summary");
    long weight = ((Number) profile.get("weight")).longValue();
    printPart("belongs to", summary.get("owners"), "owner", weight);
    printPart("spent in", summary.get("top"), "frame", weight);
    printGrown(summary.get("grown"));
  }

  private void printPart(String title, Object rows, String name, long weight) {
    if (rows instanceof List<?> list && !list.isEmpty()) {
      out().println();
      out().println(title);
      for (Object row : list) {
        Map<?, ?> map = (Map<?, ?>) row;
        double part = 100.0 * ((Number) map.get("weight")).longValue() / Math.max(1, weight);
        out().println("%6.1f %%  %s".formatted(part, map.get(name)));
      }
    }
  }

  private void printGrown(Object rows) {
    if (rows instanceof List<?> list && !list.isEmpty()) {
      out().println();
      out().println("has grown, though collected");
      for (Object row : list) {
        Map<?, ?> map = (Map<?, ?>) row;
        out()
            .println(
                "%+10d bytes  %+8d  %s"
                    .formatted(
                        ((Number) map.get("bytes")).longValue(),
                        ((Number) map.get("instances")).longValue(),
                        map.get("class")));
      }
    }
  }
}
