package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.driver.Replay.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What the peer's drivers said to a host of their own, said to ours. {@code backplane.transcripts}
 * names the folder with the recordings; a few that cover the same shapes lie in the resources.
 */
class TranscriptsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Path OWN = Path.of("src", "test", "resources", "transcripts");

  private static Path recorded() {
    String named = System.getProperty("backplane.transcripts");
    return named != null
        ? Path.of(named)
        : Path.of("..", "..", "..", "shared", "stdiolink", "transcripts");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(file -> file.toString().endsWith(".jsonl")).sorted().toList();
    }
  }

  private static boolean console(Path file) {
    return file.getFileName().toString().equals("console.jsonl");
  }

  @TestFactory
  Stream<DynamicTest> our_own_recordings_are_heard_as_they_were_said() throws IOException {
    return files(OWN).stream()
        .map(file -> DynamicTest.dynamicTest(OWN.relativize(file).toString(), () -> replay(file)));
  }

  private static Tally replay(Path file) throws IOException {
    try (var replay = new Replay()) {
      return replay.run(Files.readAllLines(file, StandardCharsets.UTF_8));
    }
  }

  @Test
  void the_peers_recordings_are_heard_as_they_were_said() throws IOException {
    assumeTrue(Files.isDirectory(recorded()), "no recordings in " + recorded());
    Tally all = Tally.NONE;
    int sessions = 0;
    for (Path file : files(recorded())) {
      if (!console(file)) {
        all = all.plus(replay(file));
        sessions++;
      }
    }
    System.out.println("replayed " + sessions + " sessions: " + all);
    assertThat(sessions).isPositive();
    assertThat(all.answered()).isPositive();
  }

  @Test
  void the_peers_console_lines_are_read_as_they_were_written() throws Exception {
    assumeTrue(Files.isDirectory(recorded()), "no recordings in " + recorded());
    int lines = 0;
    for (Path file : files(recorded())) {
      if (console(file)) {
        for (String run : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          JsonNode node = JSON.readTree(run);
          List<String> said = node.get("stdout").asText().lines().toList();
          for (int i = 0; i < node.get("stdoutJson").size(); i++) {
            byte[] bytes = said.get(i).getBytes(StandardCharsets.UTF_8);
            Answer answer = AnswerReader.read(bytes, 0, bytes.length);
            JsonNode expected = node.get("stdoutJson").get(i);
            assertThat(answer.code()).isEqualTo(expected.get("code").asInt());
            assertThat(Replay.plain(answer.data())).isEqualTo(Replay.plain(expected.get("data")));
            lines++;
          }
        }
      }
    }
    System.out.println("read " + lines + " console lines");
    assertThat(lines).isPositive();
  }
}
