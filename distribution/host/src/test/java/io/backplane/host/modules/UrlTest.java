package io.backplane.host.modules;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code URL} and {@code URLSearchParams}, beside what another implementation makes of the same.
 */
class UrlTest {

  @TempDir private Path folder;

  private static String read(String name) throws IOException {
    try (InputStream in = TestService.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void addresses_are_what_they_are_elsewhere() throws IOException {
    var result = TestService.of(folder, read("url-cases.js")).run();
    assertThat(result.lines()).containsExactlyElementsOf(read("url-cases.txt").lines().toList());
  }
}
