package io.backplane.plugins;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipFile;
import jdk.security.jarsigner.JarSigner;

/** Keys and certificates of the JDK's keytool, and jars signed with them. */
final class Signing {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private final Path store;

  Signing(Path store) {
    this.store = store;
  }

  /** Makes a key with a certificate, of its own or issued by another alias. */
  Signing key(String alias, String issuer, String... more) {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1",
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD),
                "-keyalg",
                "EC",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias));
    if (!issuer.isEmpty()) {
      command.addAll(List.of("-signer", issuer));
    }
    command.addAll(Arrays.asList(more));
    try {
      Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (keytool.waitFor() != 0) {
        throw new AssertionError(said);
      }
      return this;
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private KeyStore keys() {
    try (InputStream in = Files.newInputStream(store)) {
      var keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD);
      return keys;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  /** Signs with the chain down to the root, or with as many certificates of it as asked for. */
  Path sign(Path jar, Path signed, String alias, int certificates) {
    try (var zip = new ZipFile(jar.toFile());
        OutputStream out = Files.newOutputStream(signed)) {
      List<Certificate> chain = List.of(keys().getCertificateChain(alias));
      var path =
          CertificateFactory.getInstance("X.509")
              .generateCertPath(chain.subList(0, Math.min(certificates, chain.size())));
      var key = (PrivateKey) keys().getKey(alias, PASSWORD);
      new JarSigner.Builder(key, path).signerName(alias).build().sign(zip, out);
      return signed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  byte[] der(String alias) {
    try {
      return keys().getCertificate(alias).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  String pem(String alias) {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der(alias));
    return "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n";
  }
}
