package io.backplane.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.backplane.cluster.spi.ClusterAddress;
import io.backplane.testing.NatsServer;
import io.nats.client.Connection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real server with a certificate that names {@code localhost}. */
class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;
  private SSLContext trusting;
  private String[] config;

  @BeforeEach
  void makeCertificate() throws Exception {
    Path store = folder.resolve("server.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    Path certificate = pem("CERTIFICATE", keys.getCertificate("server").getEncoded());
    Path key = pem("PRIVATE KEY", keys.getKey("server", PASSWORD).getEncoded());
    config =
        new String[] {"tls { cert_file: \"%s\", key_file: \"%s\" }".formatted(certificate, key)};
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust(keys).getTrustManagers(), null);
  }

  private static TrustManagerFactory trust(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", keys.getCertificate("server"));
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return factory;
  }

  private Path pem(String kind, byte[] bytes) throws Exception {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    return Files.writeString(
        folder.resolve(kind.replace(' ', '-') + ".pem"),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, text, kind));
  }

  private static ClusterAddress address(NatsServer server, String host) {
    String url = server.url().replace("nats://127.0.0.1", "tls://" + host);
    return new ClusterAddress(url, Optional.empty(), ClusterAddress.GROUP);
  }

  @Test
  void a_certificate_that_is_trusted_and_names_the_host_opens() throws Exception {
    try (var server = NatsServer.start(folder.resolve("nats"), config)) {
      NatsConnection.use(
          address(server, "localhost"),
          trusting,
          connection -> assertThat(connection.getStatus()).isEqualTo(Connection.Status.CONNECTED));
    }
  }

  @Test
  void one_that_names_another_host_or_is_not_trusted_does_not() throws Exception {
    try (var server = NatsServer.start(folder.resolve("nats"), config)) {
      assertThatIOException()
          .isThrownBy(
              () -> NatsConnection.use(address(server, "127.0.0.1"), trusting, connection -> {}));
      assertThatIOException()
          .isThrownBy(() -> NatsConnection.use(address(server, "localhost"), connection -> {}));
    }
  }
}
