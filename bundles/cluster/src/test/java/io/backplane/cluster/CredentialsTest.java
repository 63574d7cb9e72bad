package io.backplane.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.backplane.api.call.RefusedException;
import io.backplane.cluster.spi.ClusterAddress;
import io.backplane.testing.NatsServer;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Users as a real server knows them. */
class CredentialsTest {

  @TempDir private Path folder;

  private ClusterAddress address(NatsServer server, Optional<Path> file) {
    return new ClusterAddress(server.url(), file, ClusterAddress.GROUP);
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("user.creds"), text);
  }

  @Test
  void a_seed_alone_opens_where_its_public_key_is_known() throws Exception {
    Path file = file(new Operator().userSeed() + "\n");
    String id = new String(Credentials.read(file).getID());
    assertThat(id).startsWith("U").hasSize(56);
    try (var server =
        NatsServer.start(
            folder.resolve("nats"), "authorization { users: [ { nkey: \"" + id + "\" } ] }")) {
      NatsConnection.use(
          address(server, Optional.of(file)),
          connection -> assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED));
      assertThatIOException()
          .isThrownBy(() -> NatsConnection.use(address(server, Optional.empty()), connection -> {}))
          .withMessageContaining("uthorization");
    }
  }

  @Test
  void a_jwt_opens_where_the_operator_is_known() throws Exception {
    Operator operator = new Operator();
    Path file = file(operator.user());
    try (var server = NatsServer.start(folder.resolve("nats"), operator.config())) {
      NatsConnection.use(
          address(server, Optional.of(file)),
          connection -> assertThat(Ledger.open(connection, "jwt").name()).isNotEmpty());
    }
  }

  @Test
  void passwords_in_the_url_open_and_are_not_shown() throws Exception {
    try (var server =
        NatsServer.start(
            folder.resolve("nats"), "authorization { user: ada, password: \"s3:cr+t\" }")) {
      String url = server.url().replace("//", "//ada:s3%3Acr+t@");
      var address = new ClusterAddress(url, Optional.empty(), ClusterAddress.GROUP);
      NatsConnection.use(
          address,
          connection -> assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED));
      assertThat(address.toString()).doesNotContain("s3");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SU",
        "-----BEGIN NATS USER JWT-----\neyJ0\n------END NATS USER JWT------",
        "SUAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void a_file_that_is_none_is_refused_by_name(String text) throws IOException {
    Path file = file(text);
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Credentials.read(file))
        .withMessageContaining(file + " holds ");
  }

  @Test
  void a_file_that_is_not_there_is_refused_by_name() {
    Path file = folder.resolve("none.creds");
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> Credentials.read(file))
        .withMessageContaining(file.toString());
  }
}
