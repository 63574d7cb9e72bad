package io.backplane.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.security.spi.Secrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileSecretsTest {

  private static final String PLAIN = "s3cr3t – ключ \n";

  @TempDir private Path data;

  private Path key() {
    return data.resolve("keys/master.key");
  }

  @Test
  void what_is_sealed_opens_at_its_place_also_after_a_restart() {
    String sealed = new KeyFileSecrets(data).seal(PLAIN, "thermometer/password");

    assertThat(new KeyFileSecrets(data).open(sealed, "thermometer/password")).isEqualTo(PLAIN);
    assertThat(sealed).startsWith(Secrets.PREFIX).doesNotContain("s3cr3t");
  }

  @Test
  void an_empty_text_is_a_secret_too() {
    var secrets = new KeyFileSecrets(data);

    assertThat(secrets.open(secrets.seal("", "a"), "a")).isEmpty();
  }

  @Test
  void it_opens_nowhere_else() {
    var secrets = new KeyFileSecrets(data);
    String sealed = secrets.seal(PLAIN, "thermometer/password");

    assertThatThrownBy(() -> secrets.open(sealed, "barometer/password"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("barometer/password cannot be opened");
  }

  @Test
  void the_same_text_is_sealed_differently_each_time() {
    var secrets = new KeyFileSecrets(data);
    var seen = new HashSet<String>();

    IntStream.range(0, 1_000).forEach(i -> seen.add(secrets.seal(PLAIN, "a")));

    assertThat(seen).hasSize(1_000);
  }

  @Test
  void a_change_of_any_character_is_noticed() {
    var secrets = new KeyFileSecrets(data);
    String sealed = secrets.seal("x", "a");
    for (int i = 0; i < sealed.length(); i++) {
      char other = sealed.charAt(i) == 'A' ? 'Q' : 'A';
      String forged = sealed.substring(0, i) + other + sealed.substring(i + 1);
      assertThatThrownBy(() -> secrets.open(forged, "a")).isInstanceOf(IllegalStateException.class);
    }
    for (int i = 0; i < sealed.length(); i++) {
      String cut = sealed.substring(0, i);
      assertThatThrownBy(() -> secrets.open(cut, "a")).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void the_key_is_the_owners_alone_and_made_with_the_first_use() throws Exception {
    var secrets = new KeyFileSecrets(data);
    assertThat(key()).doesNotExist();
    secrets.seal("x", "a");

    assertThat(Files.size(key())).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key())))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key().getParent())))
        .isEqualTo("rwx------");
    try (var files = Files.list(key().getParent())) {
      assertThat(files).containsExactly(key());
    }
  }

  @Test
  void a_key_that_others_may_read_is_refused() throws Exception {
    new KeyFileSecrets(data).seal("x", "a");
    for (String mode : List.of("rw-r-----", "rw----r--", "rw--w----")) {
      Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString(mode));
      assertThatThrownBy(() -> new KeyFileSecrets(data).seal("x", "a"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining(key().toString())
          .hasMessageContaining("0600");
    }
  }

  @Test
  void a_key_behind_a_link_or_cut_off_is_refused() throws Exception {
    Files.createDirectories(key().getParent());
    Path elsewhere = Files.write(data.resolve("elsewhere"), new byte[32]);
    Files.setPosixFilePermissions(elsewhere, PosixFilePermissions.fromString("rw-------"));
    Files.createSymbolicLink(key(), elsewhere);
    assertThatThrownBy(() -> new KeyFileSecrets(data).seal("x", "a"))
        .isInstanceOf(IllegalStateException.class);

    Files.delete(key());
    Files.write(key(), new byte[31]);
    Files.setPosixFilePermissions(key(), PosixFilePermissions.fromString("rw-------"));
    assertThatThrownBy(() -> new KeyFileSecrets(data).seal("x", "a"))
        .hasMessageContaining("has 31 bytes");
  }

  @Test
  void two_that_come_first_together_share_one_key() throws Exception {
    var sealed =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> new KeyFileSecrets(data).seal("text " + i, "a"))
            .toList();

    for (String one : sealed) {
      assertThat(new KeyFileSecrets(data).open(one, "a")).startsWith("text ");
    }
  }
}
