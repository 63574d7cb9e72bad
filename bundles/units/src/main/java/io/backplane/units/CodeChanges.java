package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.units.SqlInstances.Story;
import io.backplane.units.spi.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes a service's code into its workspace and out again. Called while nothing else is done. */
record CodeChanges(LiveInstance instance) {

  private static final String DISCARDED = "discarded";

  private Surroundings all() {
    return instance.surroundings();
  }

  /**
   * Copies the package's files into the workspace, which is run from now on.
   *
   * @throws RefusedException {@link Refusal.Conflict} where there is code, or a file is in the way
   */
  void edit(String by) {
    checkService();
    if (instance.code().there()) {
      throw conflict(" runs code of its own already");
    }
    Path workspace = instance.home().workspace();
    try {
      instance.home().make();
      Files.createDirectories(workspace);
      List<Path> entries = manifestLast(instance.pack().directory());
      entries.stream()
          .map(entry -> workspace.resolve(entry.getFileName()))
          .filter(Files::exists)
          .findFirst()
          .ifPresent(
              entry -> {
                throw conflict(
                    " has a file in its workspace that is in the way: " + entry.getFileName());
              });
      for (Path entry : entries) {
        FileModes.copyForEditing(entry, workspace.resolve(entry.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    instance.readCode();
    told("instance.code.edited", Map.of("by", by));
  }

  /** With it there is code, and then all of it. */
  private static List<Path> manifestLast(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .sorted(
              Comparator.comparing(
                  (Path entry) -> entry.getFileName().toString().equals(ServiceFiles.MANIFEST)))
          .toList();
    }
  }

  /** Back to the package's code; what was there is kept in the private directory, the last only. */
  void discard(String by) {
    checkOwn();
    Path kept = instance.home().privateFiles().resolve(DISCARDED);
    try {
      FileModes.delete(kept);
      Files.createDirectories(kept);
      for (Path entry : ServiceFiles.code(instance.home().workspace())) {
        Files.move(entry, kept.resolve(entry.getFileName()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    packaged();
    told("instance.code.discarded", Map.of("by", by, "kept", kept.toString()));
  }

  /**
   * Installs the code in the workspace as a version of the package, and makes that the instance's.
   *
   * @throws RefusedException {@link Refusal.Conflict} for a version that is there, {@link
   *     Refusal.Invalid} for code that is not a package of this id
   */
  void publish(String version, String by) {
    checkOwn();
    String id = instance.row().packageId();
    try (Scratch staged = Scratch.in(all().data())) {
      List<Path> code = ServiceFiles.code(instance.home().workspace());
      for (Path entry : code) {
        FileModes.copyForEditing(entry, staged.path().resolve(entry.getFileName()));
      }
      stamp(staged.path().resolve(ServiceFiles.MANIFEST), id, version);
      if (all().packages().find(id + "@" + version).isPresent()) {
        throw new RefusedException(
            new Refusal.Conflict(id + " has a version " + version + " already: take another"));
      }
      all().packages().install(staged.path(), by);
      for (Path entry : code) {
        FileModes.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    instance.store(
        instance.row().updated(version, instance.row().supervised()),
        Optional.empty(),
        new Story("instance.code.published", Map.of("version", version, "by", by)));
    packaged();
  }

  private static void stamp(Path manifest, String id, String version) throws IOException {
    Map<String, Object> members =
        Json.tryObject(Files.readString(manifest))
            .orElseThrow(
                () ->
                    new RefusedException(
                        new Refusal.Invalid(ServiceFiles.MANIFEST, "is not a JSON object")));
    if (!id.equals(members.get("id"))) {
      throw new RefusedException(
          new Refusal.Invalid(
              "manifest.id", "is '" + members.get("id") + "', and this is a version of " + id));
    }
    var stamped = new LinkedHashMap<>(members);
    stamped.put("version", version);
    Files.writeString(manifest, Json.lines(stamped));
  }

  private void packaged() {
    all().codes().remove(instance.id());
    instance.readCode();
  }

  private void told(String type, Map<String, Object> data) {
    instance.store(instance.row(), Optional.empty(), new Story(type, data));
  }

  private void checkService() {
    if (instance.kind() != Kind.SERVICE) {
      throw conflict(" is a driver: only services have code that can be edited here");
    }
  }

  private void checkOwn() {
    checkService();
    if (!instance.code().there()) {
      throw conflict(" runs its package's code: there is none of its own");
    }
  }

  private RefusedException conflict(String reason) {
    return new RefusedException(new Refusal.Conflict(instance.id() + reason));
  }
}
