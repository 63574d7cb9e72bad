package io.backplane.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

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
    Framework framework = framework(scratch.fresh("felix"));
    try (RunningKernel kernel = RunningKernel.start(distribution, scratch.fresh("dropin"))) {
      byte[] call =
          HttpLine.post("/api/units/greeter/call/hello", kernel.token(distribution), "{}");
      Path deployed = kernel.data().resolve("deploy/greeter.jar");
      Bundle bundle = null;
      try (HttpLine line = kernel.line()) {
        for (int round = -ROUNDS_WARM; round < ROUNDS; round++) {
          var version = VERSIONS.get(Math.floorMod(round, 2));
          Path jar = distribution.sample(version.getKey());
          long from = System.nanoTime();
          bundle = update(framework, bundle, jar);
          long updated = System.nanoTime();
          drop(jar, deployed);
          awaitAnswer(line, call, version.getValue());
          if (round >= 0) {
            bare.add((updated - from) / 1e6);
            whole.add((System.nanoTime() - updated) / 1e6);
          }
        }
      }
    } finally {
      framework.stop();
      framework.waitForStop(LIMIT_MS);
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

  private static Bundle update(Framework framework, Bundle bundle, Path jar) throws Exception {
    try (InputStream bytes = Files.newInputStream(jar)) {
      if (bundle == null) {
        Bundle installed = framework.getBundleContext().installBundle("bench:greeter", bytes);
        installed.start();
        return installed;
      }
      bundle.update(bytes);
    }
    if (bundle.getState() != Bundle.ACTIVE) {
      throw new IOException("the update left the bundle in state " + bundle.getState());
    }
    return bundle;
  }

  /** Offers what the sample asks for, without anything that would act on it. */
  private static Framework framework(Path cache) throws Exception {
    var framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    cache.toString(),
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    "io.backplane.api.call;version=1.0.0,io.backplane.api.meta;version=1.0.0",
                    Constants.FRAMEWORK_SYSTEMCAPABILITIES_EXTRA,
                    "osgi.extender;osgi.extender=osgi.component;version:Version=1.5.0"));
    framework.start();
    return framework;
  }
}
