package io.backplane.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Map;

/**
 * Turns the PEM files of {@code tls.cert} and {@code tls.key} into the key store that Jetty reads.
 */
final class Tls {

  private static final String[] ALGORITHMS = {"RSA", "EC", "EdDSA"};

  private Tls() {}

  /**
   * The framework properties that make HTTPS the only protocol; the key store lies in {@code run/},
   * 0600.
   */
  static Map<String, String> properties(Conf conf, DataDirectory data) {
    Path cert = Path.of(conf.values().get("tls.cert"));
    Path key = Path.of(conf.values().get("tls.key"));
    String password = password();
    Path store = data.run().resolve("tls.p12");
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(null, null);
      keys.setKeyEntry("kernel", privateKey(key), password.toCharArray(), chain(cert));
      save(keys, store, password);
    } catch (IOException | GeneralSecurityException e) {
      throw new StartFailure("tls.cert or tls.key cannot be used: " + e.getMessage());
    }
    return Map.of(
        "org.apache.felix.http.enable",
        "false",
        "org.apache.felix.https.enable",
        "true",
        "org.osgi.service.http.port.secure",
        Integer.toString(conf.port()),
        "org.apache.felix.https.keystore",
        store.toString(),
        "org.apache.felix.https.keystore.password",
        password,
        "org.apache.felix.https.keystore.key.password",
        password);
  }

  private static String password() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().encodeToString(bytes);
  }

  private static Certificate[] chain(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      var chain = CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (chain.isEmpty()) {
        throw new StartFailure("tls.cert " + file + " holds no PEM certificate");
      }
      return chain.toArray(Certificate[]::new);
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException {
    String pem = Files.readString(file);
    if (!pem.contains("-----BEGIN PRIVATE KEY-----")) {
      throw new StartFailure(
          "tls.key "
              + file
              + " is not an unencrypted PKCS#8 key: convert it with 'openssl pkcs8 -topk8 -nocrypt'");
    }
    String body = pem.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", "");
    var spec = new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body));
    for (String algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (GeneralSecurityException e) {
        // another algorithm's key
      }
    }
    throw new StartFailure("tls.key " + file + " is neither an RSA, an EC nor an EdDSA key");
  }

  private static void save(KeyStore keys, Path store, String password)
      throws IOException, GeneralSecurityException {
    Files.deleteIfExists(store);
    Files.createFile(
        store, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (OutputStream out = Files.newOutputStream(store)) {
      keys.store(out, password.toCharArray());
    }
  }
}
