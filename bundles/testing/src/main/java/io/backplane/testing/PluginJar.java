package io.backplane.testing;

import io.backplane.api.plugin.PluginHeader;
import io.backplane.testing.specimen.Specimen;
import io.backplane.testing.specimen.Tally;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;

/**
 * The jar of a plugin, made without a build: the same small unit under any id and version. Its
 * commands are {@code echo} (its parameters), {@code version}, {@code inside} (how many calls are
 * in it now), {@code wait} (until it is interrupted), {@code ticks} (a stream of events), {@code
 * fail} (code 7) and {@code throw}.
 */
public final class PluginJar {

  private static final String COMPONENT = "OSGI-INF/specimen.xml";

  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, byte[]> entries = new LinkedHashMap<>();
  private final Map<String, String> properties = new LinkedHashMap<>();
  private final List<String> services;

  private PluginJar(String id, String version, Class<?> unit, String... services) {
    headers.put("Bundle-ManifestVersion", "2");
    headers.put("Bundle-SymbolicName", "test." + id);
    headers.put("Bundle-Version", version);
    headers.put(
        "Import-Package",
        "io.backplane.api.call,io.backplane.api.health,io.backplane.api.meta,"
            + "io.backplane.api.plugin");
    headers.put(
        "Require-Capability",
        "osgi.extender;filter:=\"(&(osgi.extender=osgi.component)(version>=1.5.0))\"");
    headers.put("Service-Component", COMPONENT);
    headers.put(PluginHeader.NAME, id + ";api=\"[1.0,2)\"");
    properties.put("id", id);
    properties.put("version", version);
    this.services = List.of(services);
    component(unit.getName());
    entries.put(unit.getName().replace('.', '/') + ".class", code(unit));
  }

  public static PluginJar of(String id, String version) {
    return new PluginJar(id, version, Specimen.class, "io.backplane.api.call.Unit");
  }

  /** One with a state and a health check: a {@link Tally}. */
  public static PluginJar tally(String id, String version) {
    return new PluginJar(
        id,
        version,
        Tally.class,
        "io.backplane.api.call.Unit",
        "io.backplane.api.health.HealthCheck");
  }

  /** Says something to its unit. */
  public PluginJar property(String name, String value) {
    properties.put(name, value);
    return this;
  }

  /** Sets or replaces a manifest header. */
  public PluginJar header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Names the class of its unit; one that does not exist makes a plugin that cannot start. */
  public PluginJar component(String implementation) {
    String description =
        """
        <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="specimen">
          <service>%s</service>
          <implementation class="%s"/>
        </scr:component>
        """;
    String provided =
        services.stream()
            .map(service -> "<provide interface=\"" + service + "\"/>")
            .collect(Collectors.joining());
    entries.put(COMPONENT, text(description.formatted(provided, implementation)));
    return this;
  }

  /** Adds an entry that nobody reads, so that the jar has this many bytes more. */
  public PluginJar ballast(int bytes) {
    byte[] noise = new byte[bytes];
    new java.util.Random(bytes).nextBytes(noise);
    entries.put("ballast", noise);
    return this;
  }

  public byte[] bytes() {
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    headers.forEach((name, value) -> manifest.getMainAttributes().putValue(name, value));
    String said =
        properties.entrySet().stream()
            .map(property -> property.getKey() + "=" + property.getValue() + "\n")
            .collect(Collectors.joining());
    entries.put("specimen.properties", text(said));
    var bytes = new ByteArrayOutputStream();
    try (var jar = new JarOutputStream(bytes, manifest)) {
      for (var entry : entries.entrySet()) {
        jar.putNextEntry(new ZipEntry(entry.getKey()));
        jar.write(entry.getValue());
        jar.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes it in place; the file's directory must exist. */
  public Path write(Path file) {
    try {
      return Files.write(file, bytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] code(Class<?> type) {
    try (InputStream in = type.getResourceAsStream(type.getSimpleName() + ".class")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
