package io.backplane.plugins;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.calls.CallSwitchboard;
import io.backplane.plugins.samples.Greeter;
import io.backplane.testing.TempStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/** A real framework with a real switchboard and a real store. */
final class Container implements AutoCloseable {

  final TempStore store = new TempStore();
  final CallSwitchboard board = new CallSwitchboard();
  final Path data;
  final Framework framework;

  Container(Path data) {
    this.data = data;
    framework =
        new FrameworkFactory()
            .newFramework(
                Map.of(
                    Constants.FRAMEWORK_STORAGE,
                    data.resolve("cache").toString(),
                    Constants.FRAMEWORK_BSNVERSION,
                    Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                    Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                    "io.backplane.api.call;version=1.0.0,io.backplane.api.meta;version=1.0.0",
                    "backplane.data",
                    data.toString()));
    try {
      framework.start();
    } catch (BundleException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A plugin with code. */
  static Jars jar(String id, String version, String behaviour) {
    return Jars.plugin(id, version)
        .header("Import-Package", "org.osgi.framework,io.backplane.api.call,io.backplane.api.meta")
        .header("Bundle-Activator", Greeter.class.getName())
        .header("Test-Behaviour", behaviour)
        .entry(path(Greeter.class.getName()), code(Greeter.class.getName()))
        .entry(path(Greeter.class.getName() + "$1"), code(Greeter.class.getName() + "$1"));
  }

  private static String path(String type) {
    return type.replace('.', '/') + ".class";
  }

  private static byte[] code(String type) {
    try (InputStream in = Container.class.getResourceAsStream("/" + path(type))) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Path file(String name, Jars jar) {
    try {
      return jar.write(Files.createDirectories(data.resolve("jars")).resolve(name));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a call ends with, as text. */
  CompletableFuture<String> call(String unit, String command) {
    var end = new CompletableFuture<String>();
    board.call(
        CallRequest.builder(unit, command).build(),
        new CallSink() {
          @Override
          public void event(String name, Object value) {}

          @Override
          public void done(Object value) {
            end.complete("done " + value);
          }

          @Override
          public void error(int code, Object value) {
            end.complete("error " + code);
          }

          @Override
          public void refused(Refusal refusal) {
            end.complete("refused " + refusal.getClass().getSimpleName());
          }
        });
    return end;
  }

  String answer(String unit, String command) {
    try {
      return call(unit, command).get(20, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(unit + " does not answer", e);
    }
  }

  /** Locations of the plugins' bundles. */
  List<String> bundles() {
    return Arrays.stream(framework.getBundleContext().getBundles())
        .filter(bundle -> bundle.getBundleId() != 0)
        .map(Bundle::getLocation)
        .toList();
  }

  @Override
  public void close() {
    try {
      framework.stop();
      framework.waitForStop(20_000);
    } catch (BundleException | InterruptedException e) {
      throw new IllegalStateException(e);
    } finally {
      store.close();
    }
  }
}
