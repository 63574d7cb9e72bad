package io.backplane.host;

import io.backplane.host.js.Fault;
import io.backplane.host.js.JsRuntime;
import io.backplane.host.js.Json;
import io.backplane.host.process.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that is started before anybody has a use for it. It runs a small service some times
 * over, so that the next one finds everything loaded, parsed and warm; then it waits for who it is.
 */
final class Spare {

  static final String WORD = "--spare";

  /** Said when it waits; from then on stdout is the service's. */
  private static final String WAITING = "waiting";

  /** With more, a start gains less than a millisecond each. */
  private static final int ROUNDS = 6;

  private static final Map<String, String> SERVICE =
      Map.of(
          "manifest.json",
          "{\"manifestVersion\":\"1\",\"id\":\"warm\",\"name\":\"warm\",\"version\":\"1.0.0\"}",
          "config.schema.json",
          "{\"text\":{\"type\":\"string\",\"default\":\"a\"}}",
          "index.js",
          """
          import { getConfig } from 'stdiolink';
          import { join } from 'stdiolink/path';
          const sleep = (ms) => new Promise((done) => setTimeout(done, ms));
          class Thing {
            #parts = new Map([['a', 1]]);
            async text() { await sleep(0); return join(getConfig().text, ...this.#parts.keys()); }
          }
          const { length, ...rest } = { length: 1, more: [1, 2].map((n) => `${n}`) };
          console.log(await new Thing().text(), JSON.stringify(rest), length);
          """);

  private Spare() {}

  /** A run of a service, as the program does it. */
  interface Program {
    int run(List<String> words, Surroundings at);
  }

  /** Who it is from then on. */
  record Told(List<String> words, Surroundings at) {}

  /**
   * Returns when it is told who it is.
   *
   * @return empty when nobody has a use for it
   * @throws Refused what it was told cannot be understood
   */
  static Optional<Told> await(Program program, Surroundings at) throws Refused {
    warmUp(program, at.silent());
    JsRuntime.makeAhead(at.err());
    System.gc();
    at.say(WAITING);
    try {
      Optional<String> line = line(at.input());
      return line.isPresent() ? Optional.of(become(Json.object(line.get()), at)) : Optional.empty();
    } catch (IOException | Fault | ClassCastException | InvalidPathException e) {
      throw Refused.misuse("a spare was told what it cannot understand: " + e.getMessage());
    }
  }

  private static void warmUp(Program program, Surroundings nowhere) {
    for (int round = 0; round < ROUNDS; round++) {
      JsRuntime.makeAhead(nowhere.err());
      runSmall(program, nowhere);
    }
  }

  /** Runs a small service that uses what most do. */
  static void runSmall(Program program, Surroundings at) {
    try {
      Path folder = Files.createTempDirectory("backplane-spare-");
      try {
        for (var file : SERVICE.entrySet()) {
          Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        program.run(List.of(folder.toString()), at.silent());
      } finally {
        for (String file : SERVICE.keySet()) {
          Files.deleteIfExists(folder.resolve(file));
        }
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        return Optional.empty();
      }
      line.write(next);
    }
    return Optional.of(line.toString(StandardCharsets.UTF_8));
  }

  private static Told become(Map<String, Object> told, Surroundings at) {
    if (told.get("arguments") instanceof List<?> arguments
        && told.get("directory") instanceof String directory
        && told.get("environment") instanceof Map<?, ?> environment) {
      var variables = new HashMap<String, String>();
      environment.forEach((name, value) -> variables.put((String) name, (String) value));
      List<String> words = arguments.stream().map(String.class::cast).toList();
      return new Told(words, at.at(Path.of(directory), variables));
    }
    throw Fault.type("arguments, directory and environment are needed");
  }
}
