package io.backplane.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.meta.spi.MetaReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The peer's calculator, made again with this kit, says what the peer's said. {@code
 * backplane.transcripts} names the folder with the recordings.
 */
class PeerTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

  private static Path folder() {
    String named = System.getProperty("backplane.transcripts");
    Path all =
        named != null
            ? Path.of(named)
            : Path.of("..", "..", "..", "shared", "stdiolink", "transcripts");
    return all.resolve("stdio.drv.calculator");
  }

  @BeforeAll
  static void there_are_recordings() {
    assumeTrue(Files.isDirectory(folder()), "no recordings in " + folder());
  }

  private static Driver calculator() throws IOException {
    JsonNode meta = JSON.readTree(folder().resolve("meta.describe.response.json").toFile());
    Object data = JSON.convertValue(meta.has("data") ? meta.get("data") : meta, Object.class);
    return PeerCalculator.of(MetaReader.read(data));
  }

  private static String[] arguments(JsonNode argv) {
    List<String> words = new ArrayList<>();
    argv.forEach(word -> words.add(word.asText()));
    return words.subList(1, words.size()).toArray(String[]::new);
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(folder().resolve(file), StandardCharsets.UTF_8);
  }

  @Test
  void console_mode_answers_as_the_peers_does() throws IOException {
    for (String line : lines("console.jsonl")) {
      JsonNode recorded = JSON.readTree(line);
      Ran ran = Ran.of(calculator(), "", arguments(recorded.get("argv")));
      assertThat(ran.exit()).as(line).isEqualTo(recorded.get("exit").asInt());
      assertThat(ran.err()).as(line).isEqualTo(recorded.get("stderr").asText());
      assertThat(parsed(ran.out())).as(line).isEqualTo(plain(recorded.get("stdoutJson")));
    }
  }

  @Test
  void exports_go_where_the_peers_go(@TempDir Path directory) throws IOException {
    Map<String, Ran> byFile = new HashMap<>();
    for (JsonNode recorded : JSON.readTree(folder().resolve("exports.index.json").toFile())) {
      Path target = directory.resolve("target");
      String[] arguments = arguments(recorded.get("argv"));
      arguments[0] = arguments[0].replace("<path>", target.toString());
      Ran ran = Ran.of(calculator(), "", arguments);
      String what = recorded.toString();
      assertThat(ran.exit()).as(what).isEqualTo(recorded.get("exit").asInt());
      if (recorded.has("stderr")) {
        assertThat(ran.err()).as(what).isEqualTo(recorded.get("stderr").asText());
      } else {
        boolean silent = recorded.get("stdoutBytes").asInt() == 0;
        assertThat(ran.out().isEmpty()).as(what).isEqualTo(silent);
      }
      if (recorded.has("stream")) {
        boolean toStderr = recorded.get("stream").asText().equals("stderr");
        assertThat(ran.err().isEmpty()).as(what).isEqualTo(!toStderr);
      }
      byFile.put(recorded.path("file").asText(), ran);
      if (recorded.has("identicalTo")) {
        Ran other = byFile.get(recorded.get("identicalTo").asText());
        assertThat(ran).as(what).isEqualTo(other);
      }
      if (recorded.has("fileIdenticalTo")) {
        Ran other = byFile.get(recorded.get("fileIdenticalTo").asText());
        assertThat(Files.readString(target)).as(what).isEqualTo(other.out());
      }
    }
    assertThat(byFile.get("export-meta.json").out().getBytes(StandardCharsets.UTF_8))
        .hasSize(9_809);
  }

  @Test
  void sessions_are_answered_as_the_peers_are() throws IOException {
    int sessions = 0;
    try (Stream<Path> files = Files.list(folder())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
        if (!file.endsWith("console.jsonl")) {
          session(file);
          sessions++;
        }
      }
    }
    System.out.println("answered " + sessions + " sessions");
  }

  private static void session(Path file) throws IOException {
    String[] arguments = {};
    var stdin = new ByteArrayOutputStream();
    List<Optional<Object>> expected = new ArrayList<>();
    boolean left = false; // out, with its request that was cut in the recording
    for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
      JsonNode step = JSON.readTree(line);
      switch (step.get("dir").asText()) {
        case "argv" -> arguments = arguments(step.get("argv"));
        case "in" -> {
          left = step.has("len");
          if (!left) {
            stdin.writeBytes((step.get("line").asText() + "\n").getBytes(StandardCharsets.UTF_8));
          }
        }
        case "in-raw" -> stdin.writeBytes(bytes(step.get("text").asText()));
        case "out" -> {
          if (!left) {
            expected.add(step.has("len") ? Optional.empty() : Optional.of(plain(step.get("json"))));
          }
        }
        default -> {}
      }
    }
    Ran ran = Ran.of(calculator(), stdin.toByteArray(), arguments);
    List<String> said = ran.lines();
    assertThat(said).as(file.toString()).hasSize(expected.size());
    for (int i = 0; i < said.size(); i++) {
      if (expected.get(i).isPresent()) {
        assertThat(plain(JSON.readTree(said.get(i)))).isEqualTo(expected.get(i).get());
      }
    }
    assertThat(ran.exit()).isZero();
  }

  /** The recording writes a byte that is no text as backslash, x and two digits. */
  private static byte[] bytes(String text) {
    var bytes = new ByteArrayOutputStream();
    var matcher = BYTE.matcher(text);
    int from = 0;
    while (matcher.find()) {
      bytes.writeBytes(text.substring(from, matcher.start()).getBytes(StandardCharsets.UTF_8));
      bytes.write(Integer.parseInt(matcher.group(1), 16));
      from = matcher.end();
    }
    bytes.writeBytes(text.substring(from).getBytes(StandardCharsets.UTF_8));
    return bytes.toByteArray();
  }

  private static Object parsed(String out) throws IOException {
    List<Object> all = new ArrayList<>();
    for (String line : out.lines().toList()) {
      all.add(plain(JSON.readTree(line)));
    }
    return all;
  }

  /** A value whose numbers compare by what they are worth. */
  private static Object plain(Object value) {
    return switch (value) {
      case null -> "null";
      case JsonNode node -> plain(JSON.convertValue(node, Object.class));
      case Number number -> new BigDecimal(number.toString()).stripTrailingZeros().toPlainString();
      case Map<?, ?> map -> {
        var copy = new HashMap<Object, Object>();
        map.forEach((key, member) -> copy.put(key, plain(member)));
        yield copy;
      }
      case List<?> list -> list.stream().map(PeerTest::plain).toList();
      default -> value;
    };
  }
}
