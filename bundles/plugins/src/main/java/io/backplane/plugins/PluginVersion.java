package io.backplane.plugins;

import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.Meta;
import io.backplane.updates.spi.UnitVersion;
import io.backplane.updates.spi.UpdateRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A version of a plugin, to be started from its kept copy. Used by one thread at a time. */
final class PluginVersion implements UnitVersion {

  private final Surroundings all;
  private final PluginJar jar;
  private final Path file;
  private Optional<PluginBundle> bundle = Optional.empty();

  /**
   * @param file the kept copy
   */
  PluginVersion(Surroundings all, PluginJar jar, Path file) {
    this.all = all;
    this.jar = jar;
    this.file = file;
  }

  PluginJar jar() {
    return jar;
  }

  Path file() {
    return file;
  }

  @Override
  public String version() {
    return jar.version().toString();
  }

  @Override
  public Unit unit() {
    return bundle.orElseThrow(() -> new IllegalStateException(jar + " is not started")).unit();
  }

  /** What it said of itself when it was started. */
  Meta meta() {
    return bundle.orElseThrow(() -> new IllegalStateException(jar + " is not started")).meta();
  }

  @Override
  public Optional<String> start() throws InterruptedException {
    try {
      begin();
      return Optional.empty();
    } catch (RefusedException | IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * As {@link #start}.
   *
   * @throws RefusedException what keeps it from running
   */
  void begin() throws IOException, InterruptedException {
    if (bundle.isEmpty()) {
      String location = ServiceFence.LOCATION + jar.id() + "@" + jar.digest();
      bundle =
          Optional.of(
              PluginBundle.install(
                  all.context(), location, file, (it, what) -> all.hung().add(jar, it, what)));
    }
    try {
      bundle.get().start(all.settings().get(PluginSettings.START_LIMIT));
    } catch (RefusedException | InterruptedException e) {
      bundle = Optional.empty();
      throw e;
    }
  }

  @Override
  public Optional<String> trouble() throws InterruptedException {
    return bundle.isEmpty() ? Optional.of("it has stopped") : bundle.get().trouble();
  }

  @Override
  public Optional<String> stop() throws InterruptedException {
    return bundle.isEmpty() ? Optional.empty() : bundle.get().stop();
  }

  @Override
  public Optional<String> discard(UpdateRecord update) throws InterruptedException {
    return discard(update.id());
  }

  /**
   * @param update whose record is told when it has been collected; 0 for none
   */
  Optional<String> discard(long update) throws InterruptedException {
    if (bundle.isEmpty()) {
      return Optional.empty();
    }
    PluginBundle going = bundle.get();
    bundle = Optional.empty();
    Optional<ClassLoader> loader = going.loader();
    Optional<String> trouble = going.remove();
    loader.ifPresent(left -> all.retired().watch(jar.id(), version(), update, left));
    return trouble;
  }
}
