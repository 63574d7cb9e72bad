package io.backplane.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** From the copy of a jar into the drop-in directory to the new version's first answer. */
final class DropInBench implements Bench {

  private static final int ROUNDS = 20;
  private static final int ROUNDS_WARM = 2;
  private static final long LIMIT_MS = 10_000;

  /** Versions with the end of what they answer to hello. */
  private static final List<Map.Entry<String, String>> VERSIONS =
      List.of(Map.entry("greeter-1.0.0", "World!\""), Map.entry("greeter-1.1.0", "see you.\""));

  @Override
  public String name() {
    return "dropin";
  }

  @Override
  public String what() {
    return "a new jar in DATA/deploy to the new version's answer";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    var whole = new Samples();
    var bare = new Samples();
    Path data = Plugins.withoutWindow(scratch.fresh("dropin"));
    try (BareFelix felix = BareFelix.start(scratch.fresh("felix"));
        RunningKernel kernel = RunningKernel.start(distribution, data)) {
      byte[] call =
          HttpLine.post("/api/units/greeter/call/hello", kernel.token(distribution), "{}");
      Path deployed = kernel.data().resolve("deploy/greeter.jar");
      try (HttpLine line = kernel.line()) {
        for (int round = -ROUNDS_WARM; round < ROUNDS; round++) {
          var version = VERSIONS.get(Math.floorMod(round, 2));
          Path jar = distribution.sample(version.getKey());
          long from = System.nanoTime();
          felix.update(jar);
          long updated = System.nanoTime();
          drop(jar, deployed);
          awaitAnswer(line, call, version.getValue());
          if (round >= 0) {
            bare.add((updated - from) / 1e6);
            whole.add((System.nanoTime() - updated) / 1e6);
          }
        }
      }
    }
    return List.of(
        Row.of(name(), "copy to the new version's answer", Measure.MS, whole.stats())
            .beside("bare Felix update", bare.stats()));
  }

  private static void drop(Path jar, Path deployed) throws IOException {
    Path partial = deployed.resolveSibling(".partial");
    Files.copy(jar, partial, StandardCopyOption.REPLACE_EXISTING);
    Files.move(partial, deployed, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void awaitAnswer(HttpLine line, byte[] call, String expected) throws Exception {
    long deadline = System.nanoTime() + LIMIT_MS * 1_000_000;
    while (line.ask(call) != 200 || !line.answer().contains(expected)) {
      if (System.nanoTime() > deadline) {
        throw new IOException("still not the new version: " + line.answer());
      }
      Thread.sleep(1);
    }
  }
}
