package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS from PEM files. */
class TlsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  @Test
  void with_a_certificate_https_is_the_only_protocol_and_cookies_are_secure() throws Exception {
    KeyStore keys = keys();
    Path cert = pem("CERTIFICATE", keys.getCertificate("k").getEncoded());
    Path key = pem("PRIVATE KEY", keys.getKey("k", PASSWORD).getEncoded());
    Path data = Distribution.newData();
    Files.createDirectories(data.resolve("conf"));
    Files.writeString(
        data.resolve("conf/backplane.properties"), "tls.cert=" + cert + "\ntls.key=" + key + "\n");
    try (var kernel = RunningKernel.start(data)) {
      assertThat(kernel.url()).startsWith("https://");
      String token = kernel.token("viewer");
      HttpResponse<String> login =
          client(keys)
              .send(
                  HttpRequest.newBuilder(URI.create(kernel.url() + "auth/login"))
                      .POST(BodyPublishers.ofString("{\"token\":\"" + token + "\"}"))
                      .build(),
                  BodyHandlers.ofString());
      assertThat(login.statusCode()).isEqualTo(200);
      assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
          .startsWith("__Host-bp_" + kernel.port() + "=")
          .contains("Secure", "HttpOnly", "Path=/", "SameSite=Lax");
    }
  }

  @Test
  void a_key_that_cannot_be_used_is_named() throws Exception {
    Path cert = pem("CERTIFICATE", keys().getCertificate("k").getEncoded());
    Path key = pem("RSA PRIVATE KEY", new byte[] {1});
    Path data = Distribution.newData();
    Files.createDirectories(data.resolve("conf"));
    Files.writeString(
        data.resolve("conf/backplane.properties"), "tls.cert=" + cert + "\ntls.key=" + key + "\n");
    Cli.Result result = new Cli(data).run("start", "--port", "0");
    assertThat(result.code()).isEqualTo(1);
    assertThat(result.err()).contains(key + " is not an unencrypted PKCS#8 key: convert it with");
    Distribution.delete(data);
  }

  private KeyStore keys() throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
                "-genkeypair",
                "-alias",
                "k",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private Path pem(String kind, byte[] content) throws Exception {
    String body = Base64.getMimeEncoder(64, "\n".getBytes()).encodeToString(content);
    String text = "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, body, kind);
    return Files.writeString(folder.resolve(kind.replace(' ', '-') + ".pem"), text);
  }

  private static HttpClient client(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("k", keys.getCertificate("k"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext tls = SSLContext.getInstance("TLS");
    tls.init(null, trust.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(tls).build();
  }
}
