package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.Instances;
import io.backplane.units.spi.NewInstance;
import io.backplane.units.spi.Packages;
import io.backplane.units.spi.Template;
import io.backplane.units.spi.Templates;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The folders below {@code templates/services} of the distribution. */
@Component
public final class ShippedTemplates implements Templates {

  private static final String FIRST = "0.1.0";

  private final Path root;
  private final Path data;
  private final Packages packages;
  private final Instances instances;

  @Activate
  public ShippedTemplates(
      BundleContext context, @Reference Packages packages, @Reference Instances instances) {
    this(
        Path.of(context.getProperty("backplane.home"), "templates", "services"),
        Path.of(context.getProperty("backplane.data")),
        packages,
        instances);
  }

  ShippedTemplates(Path root, Path data, Packages packages, Instances instances) {
    this.root = root;
    this.data = data;
    this.packages = packages;
    this.instances = instances;
  }

  @Override
  public List<Template> list() {
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(root)) {
      return folders.filter(Files::isDirectory).sorted().map(ShippedTemplates::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Template read(Path folder) {
    Map<String, Object> manifest = manifest(folder);
    return new Template(
        folder.getFileName().toString(),
        String.valueOf(manifest.get("name")),
        String.valueOf(manifest.getOrDefault("description", "")),
        Files.exists(folder.resolve("index.ts")) ? "typescript" : "javascript");
  }

  private static Map<String, Object> manifest(Path folder) {
    try {
      return Json.object(Files.readString(folder.resolve(ServiceFiles.MANIFEST)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Instance create(String template, String id, String by) {
    Template known =
        list().stream()
            .filter(one -> one.id().equals(template))
            .findFirst()
            .orElseThrow(() -> new RefusedException(new Refusal.NotFound("template", template)));
    if (packages.find(id).isPresent() || instances.find(id).isPresent()) {
      throw new RefusedException(new Refusal.Conflict("'" + id + "' is taken: give another name"));
    }
    install(root.resolve(known.id()), id, by);
    try {
      instances.create(NewInstance.of(id).named(id), by);
    } catch (RuntimeException e) {
      packages.remove(id, by);
      throw e;
    }
    return instances.editCode(id, by);
  }

  private void install(Path template, String id, String by) {
    try (Scratch folder = Scratch.in(data)) {
      FileModes.copyForEditing(template, folder.path());
      var manifest = new LinkedHashMap<>(manifest(template));
      manifest.putAll(Map.of("id", id, "name", id, "version", FIRST));
      manifest.remove("description");
      Files.writeString(folder.path().resolve(ServiceFiles.MANIFEST), Json.lines(manifest));
      packages.install(folder.path(), by);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
