package io.backplane.plugins;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Lets only those jars through that are signed by whom the operator trusts. As long as the folder
 * of trusted certificates is empty or missing, everything passes.
 *
 * <p>The files of the signature itself are not signed. Everything else in the jar has to be, and
 * everything that was signed has to be there.
 */
final class SignatureCheck {

  /** As the JAR file specification has it, in upper case. */
  private static final Pattern SIGNATURE_FILE =
      Pattern.compile("META-INF/(MANIFEST\\.MF|SIG-[^/]*|[^/]*\\.(SF|DSA|RSA|EC))");

  private final Path folder;

  /**
   * @param folder with X.509 certificates in files named {@code *.pem}, {@code *.crt} or {@code
   *     *.cer}; read at each check
   */
  SignatureCheck(Path folder) {
    this.folder = folder;
  }

  /**
   * @param jar one that nobody changes any more, such as a kept copy
   * @throws RefusedException {@link Refusal.Invalid} with what is wrong with its signature, or with
   *     a certificate that cannot be read
   */
  void check(Path jar) throws IOException {
    TrustedCertificates trusted = TrustedCertificates.in(folder);
    if (trusted.isEmpty()) {
      return;
    }
    try (var file = new JarFile(jar.toFile(), true)) {
      Map<String, Set<CodeSigner>> signers = signers(file);
      checkComplete(file, signers);
      checkTrusted(signers, trusted);
    } catch (SecurityException e) {
      throw refused("does not match its signature: " + e.getMessage());
    }
  }

  /** Of each entry that needs one; they are known once it has been read. */
  private static Map<String, Set<CodeSigner>> signers(JarFile file) throws IOException {
    var signers = new TreeMap<String, Set<CodeSigner>>();
    for (JarEntry entry : Collections.list(file.entries())) {
      try (InputStream in = file.getInputStream(entry)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      boolean folder = entry.isDirectory() && entry.getSize() == 0;
      if (!folder && !isOfSignature(entry.getName())) {
        CodeSigner[] found = entry.getCodeSigners();
        signers.put(entry.getName(), found == null ? Set.of() : Set.of(found));
      }
    }
    return signers;
  }

  private static boolean isOfSignature(String name) {
    return SIGNATURE_FILE.matcher(name.toUpperCase(Locale.ROOT)).matches();
  }

  private void checkComplete(JarFile file, Map<String, Set<CodeSigner>> signers)
      throws IOException {
    // Others than the verifier might take the second one.
    if (file.stream().filter(e -> JarFile.MANIFEST_NAME.equalsIgnoreCase(e.getName())).count()
        > 1) {
      throw refused("has more than one manifest");
    }
    List<String> unsigned =
        signers.keySet().stream().filter(name -> signers.get(name).isEmpty()).toList();
    if (unsigned.size() == signers.size()) {
      throw refused("is not signed");
    }
    if (!unsigned.isEmpty()) {
      throw refused("is signed only in part: '" + unsigned.getFirst() + "' is not");
    }
    for (String signed : file.getManifest().getEntries().keySet()) {
      if (file.getEntry(signed) == null) {
        throw refused("lacks '" + signed + "', which was signed with the rest");
      }
    }
  }

  /** One trusted signer will do, for each entry. */
  private void checkTrusted(Map<String, Set<CodeSigner>> signers, TrustedCertificates trusted) {
    var objections = new HashMap<CodeSigner, Optional<String>>();
    for (Set<CodeSigner> of : signers.values()) {
      List<Optional<String>> found =
          of.stream().map(s -> objections.computeIfAbsent(s, trusted::objection)).toList();
      if (found.stream().allMatch(Optional::isPresent)) {
        throw refused("is signed by " + found.getFirst().orElseThrow());
      }
    }
  }

  private RefusedException refused(String reason) {
    return PluginJar.invalid(
        "%s; plugins have to be signed by whom a certificate in %s vouches for"
            .formatted(reason, folder));
  }
}
