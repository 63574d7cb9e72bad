package io.backplane.meta.spi;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Metas of drivers: small ones of our own, and what real drivers answered where that is at hand.
 */
final class Metas {

  /** A folder with one folder for each driver, as captured. */
  private static final Path CAPTURED =
      Path.of(System.getProperty("backplane.transcripts", "/work/shared/stdiolink/transcripts"));

  static final JsonMapper JSON = new JsonMapper();
  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  private Metas() {}

  static Map<String, Object> parsed(String json) {
    try {
      return JSON.readValue(json, OBJECT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A file of src/test/resources/metas. */
  static Map<String, Object> own(String name) {
    try (InputStream in = Metas.class.getResourceAsStream("/metas/" + name + ".json")) {
      return JSON.readValue(in, OBJECT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answers to meta.describe by driver; empty where there are none. */
  static List<Path> captured() {
    if (!Files.isDirectory(CAPTURED)) {
      return List.of();
    }
    try (Stream<Path> drivers = Files.list(CAPTURED)) {
      return drivers
          .map(driver -> driver.resolve("meta.describe.response.json"))
          .filter(Files::exists)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The data of such an answer. */
  @SuppressWarnings("unchecked") // an answer's data is an object
  static Map<String, Object> data(Path answer) {
    try {
      return (Map<String, Object>) JSON.readValue(answer.toFile(), OBJECT).get("data");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How long the driver's own export of its meta is. */
  static int exportedBytes(Path index) {
    try {
      return JSON.readTree(index.toFile()).get(0).get("stdoutBytes").intValue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
