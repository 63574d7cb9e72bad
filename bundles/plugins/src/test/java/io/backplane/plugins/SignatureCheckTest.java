package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureCheckTest {

  private static final int WHOLE_CHAIN = 9;

  @TempDir private static Path shared;
  private static Signing signing;

  @TempDir private Path directory;
  private Path trust;
  private Path jar;
  private SignatureCheck check;

  @BeforeAll
  static void keys() {
    signing =
        new Signing(shared.resolve("keys.p12"))
            .key("root", "", "-ext", "bc:c")
            .key("inter", "root", "-ext", "bc:c")
            .key("signer", "inter", "-ext", "eku=codeSigning", "-ext", "ku=digitalSignature")
            .key("web", "inter", "-ext", "eku=serverAuth")
            .key("reader", "inter", "-ext", "ku=keyEncipherment")
            .key("late", "inter", "-startdate", "-10d", "-validity", "5")
            .key("early", "inter", "-startdate", "+10d")
            .key("alone", "")
            .key("usurped", "alone")
            .key("oldroot", "", "-ext", "bc:c", "-startdate", "-10d", "-validity", "5")
            .key("orphan", "oldroot");
  }

  @BeforeEach
  void unsigned() throws IOException {
    trust = Files.createDirectory(directory.resolve("trust"));
    check = new SignatureCheck(trust);
    jar =
        Jars.plugin("greeter", "1.0.0")
            .header("X-Marker", "harmless")
            .entry("com/", "")
            .entry("com/acme/A.txt", "precious")
            .entry("META-INF/services/x", "also code")
            .stored()
            .write(directory.resolve("unsigned.jar"));
  }

  private void trust(String alias) throws IOException {
    Files.writeString(trust.resolve(alias + ".pem"), signing.pem(alias));
  }

  private Path signed(String alias, int certificates) {
    return signing.sign(jar, directory.resolve(alias + ".jar"), alias, certificates);
  }

  private Path signed(String alias) {
    return signed(alias, WHOLE_CHAIN);
  }

  private void refused(Path file, String reason) {
    assertThatThrownBy(() -> check.check(file))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal()).isInstanceOf(Refusal.Invalid.class);
              assertThat(e.getMessage()).startsWith("the jar ").contains(reason);
              assertThat(e.getMessage()).contains(trust.toString());
            });
  }

  /** The jar with its entries changed, and its signature left as it is. */
  private Path altered(Path signed, Consumer<Map<String, byte[]>> change) throws IOException {
    var entries = new LinkedHashMap<String, byte[]>();
    try (var in = new ZipInputStream(new ByteArrayInputStream(Files.readAllBytes(signed)))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    change.accept(entries);
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZipOutputStream(bytes)) {
      for (var entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
        out.closeEntry();
      }
    }
    return Files.write(directory.resolve("altered.jar"), bytes.toByteArray());
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void without_certificates_everything_passes() throws Exception {
    check.check(jar);
    Files.writeString(trust.resolve("README.txt"), "no certificate");
    check.check(jar);
    Files.delete(trust.resolve("README.txt"));
    Files.delete(trust);
    check.check(jar);
  }

  @ParameterizedTest
  @CsvSource({
    "root, 9",
    "root, 2",
    "inter, 9",
    "inter, 1",
    "signer, 9",
    "signer, 1",
  })
  void who_is_vouched_for_passes_however_much_of_the_chain_is_carried(String by, int certificates)
      throws Exception {
    trust(by);

    check.check(signed("signer", certificates));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.pem", "a.crt", "a.cer", "A.PEM"})
  void certificates_are_taken_in_both_forms(String name) throws Exception {
    Files.write(trust.resolve(name), signing.der("root"));
    check.check(signed("signer"));
    Files.writeString(trust.resolve(name), "Ours:\n" + signing.pem("alone") + signing.pem("root"));
    check.check(signed("signer"));
    check.check(signed("alone"));
  }

  @Test
  void a_jar_that_is_not_signed_is_refused() throws Exception {
    trust("root");

    refused(jar, "is not signed; plugins have to be signed by whom a certificate in ");
    refused(Jars.plugin("a", "1.0.0").write(directory.resolve("bare.jar")), "is not signed");
  }

  @Test
  void a_signer_whom_nobody_vouches_for_is_refused() throws Exception {
    trust("alone");
    refused(signed("signer"), "is signed by CN=signer, who is not trusted: ");

    Files.delete(trust.resolve("alone.pem"));
    trust("root");
    refused(signed("alone"), "is signed by CN=alone, who is not trusted: ");
    refused(signed("signer", 1), "is signed by CN=signer, who is not trusted: ");
  }

  @ParameterizedTest
  @CsvSource({"late, NotAfter", "early, NotBefore"})
  void a_certificate_counts_while_it_is_valid(String alias, String reason) throws Exception {
    trust("root");
    refused(signed(alias), "is signed by CN=" + alias + ", who is not trusted: " + reason);
    trust(alias);
    refused(signed(alias), "is signed by CN=" + alias + ", who is not trusted: " + reason);
  }

  @Test
  void an_issuer_counts_while_it_is_valid() throws Exception {
    trust("oldroot");

    refused(signed("orphan"), "who is not trusted: no authority there is valid now");
  }

  @Test
  void who_is_no_authority_vouches_for_nobody_else() throws Exception {
    trust("alone");

    check.check(signed("alone"));
    refused(signed("usurped"), "is signed by CN=usurped, who is not trusted: ");
  }

  @Test
  void a_certificate_for_something_else_is_refused_unless_trusted_itself() throws Exception {
    trust("root");
    refused(signed("web"), "is signed by CN=web, whose certificate is not for code");
    trust("web");
    check.check(signed("web"));
  }

  @Test
  void a_key_that_is_not_for_signing_signs_nothing() throws Exception {
    trust("root");
    trust("reader");

    refused(signed("reader"), "is not signed");
  }

  @Test
  void changed_content_is_refused() throws Exception {
    trust("root");
    Path signed = signed("signer");

    refused(
        altered(signed, entries -> entries.put("com/acme/A.txt", text("precioux"))),
        "does not match its signature: ");
    check.check(altered(signed, entries -> {}));
  }

  @Test
  void a_changed_header_is_refused() throws Exception {
    trust("root");
    Path forged =
        altered(
            signed("signer"),
            entries ->
                entries.computeIfPresent(
                    "META-INF/MANIFEST.MF",
                    (name, bytes) ->
                        text(
                            new String(bytes, StandardCharsets.UTF_8)
                                .replace("harmless", "evil"))));

    refused(forged, "does not match its signature: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com/acme/Added.class",
        "META-INF/services/y",
        "META-INF/versions/25/com/acme/A.txt",
        "META-INF/sub/X.RSA",
        "OSGI-INF/evil.xml"
      })
  void an_added_entry_is_refused(String name) throws Exception {
    trust("root");

    refused(
        altered(signed("signer"), entries -> entries.put(name, text("x"))),
        "is signed only in part: '" + name + "' is not");
  }

  @Test
  void a_folder_with_content_is_no_folder() throws Exception {
    trust("root");

    refused(
        altered(signed("signer"), entries -> entries.put("evil/", text("x"))),
        "is signed only in part: 'evil/' is not");
    check.check(altered(signed("signer"), entries -> entries.put("empty/", text(""))));
  }

  @Test
  void a_missing_entry_is_refused() throws Exception {
    trust("root");

    refused(
        altered(signed("signer"), entries -> entries.remove("META-INF/services/x")),
        "lacks 'META-INF/services/x', which was signed with the rest");
  }

  @Test
  void a_signature_that_was_taken_away_or_damaged_is_refused() throws Exception {
    trust("root");
    refused(
        altered(signed("signer"), entries -> entries.remove("META-INF/SIGNER.EC")),
        "is not signed");
    refused(altered(signed("signer"), entries -> entries.put("META-INF/SIGNER.EC", text("x"))), "");
    refused(
        altered(
            signed("signer"),
            entries ->
                entries.computeIfPresent(
                    "META-INF/SIGNER.SF",
                    (name, bytes) ->
                        text(new String(bytes, StandardCharsets.UTF_8) + "X-More: y\r\n\r\n"))),
        "");
  }

  @Test
  void a_second_manifest_is_refused() throws Exception {
    trust("root");

    refused(
        altered(
            signed("signer"),
            entries -> entries.put("META-INF/manifest.mf", text("Manifest-Version: 1.0\r\n\r\n"))),
        "");
  }

  @Test
  void one_trusted_signer_of_two_is_enough() throws Exception {
    trust("root");
    Path once = signed("alone");
    Path twice = signing.sign(once, directory.resolve("twice.jar"), "signer", WHOLE_CHAIN);

    check.check(twice);
    refused(once, "is signed by CN=alone");
  }

  @Test
  void while_a_certificate_cannot_be_read_nothing_passes() throws Exception {
    trust("root");
    Path broken = trust.resolve("broken.pem");
    for (String content :
        new String[] {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA"}) {
      Files.writeString(broken, content);
      refused(signed("signer"), "cannot be checked: the certificate " + broken);
    }
    Files.delete(broken);
    Files.createDirectory(broken);
    refused(signed("signer"), "cannot be checked: the certificate " + broken);
    Files.delete(broken);
    check.check(signed("signer"));
  }

  @Test
  void a_folder_that_is_none_lets_nothing_pass() throws Exception {
    Files.delete(trust);
    Files.writeString(trust, "no folder");

    refused(jar, "cannot be checked: " + trust + " cannot be read");
  }
}
