package io.backplane.plugins;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * The meta that a jar carries as a file, so that a version can be compared before it runs. What the
 * started plugin says of itself is what counts.
 */
final class StaticMeta {

  /** In StdioLink's form, as {@link MetaReader} reads it. */
  static final String ENTRY = "META-INF/backplane/meta.json";

  static final int BYTES_MAX = 4 << 20;

  private static final ObjectReader JSON =
      new JsonMapper().readerFor(Object.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private StaticMeta() {}

  /**
   * @return empty where the jar carries none
   * @throws RefusedException {@link Refusal.Invalid} for one that cannot be used
   */
  static Optional<Meta> of(Path jar) throws IOException {
    try (var zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry(ENTRY);
      if (entry == null) {
        return Optional.empty();
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return Optional.of(read(in.readNBytes(BYTES_MAX + 1)));
      }
    }
  }

  private static Meta read(byte[] bytes) throws IOException {
    if (bytes.length > BYTES_MAX) {
      throw unusable("it has more than " + BYTES_MAX + " bytes");
    }
    Meta meta = parsed(bytes);
    List<String> faults = MetaReader.check(meta);
    if (!faults.isEmpty()) {
      throw unusable(String.join("; ", faults));
    }
    return meta;
  }

  private static Meta parsed(byte[] bytes) throws IOException {
    try {
      return MetaReader.read(JSON.<Object>readValue(bytes));
    } catch (JsonProcessingException e) {
      throw unusable(e.getOriginalMessage());
    } catch (RefusedException e) {
      throw unusable(e.getMessage());
    }
  }

  private static RefusedException unusable(String reason) {
    return PluginJar.invalid("has a " + ENTRY + " that cannot be used: " + reason);
  }
}
