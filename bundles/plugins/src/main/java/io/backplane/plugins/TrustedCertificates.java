package io.backplane.plugins;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.CodeSigner;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The certificates that vouch for signers: their own, or those of whoever issued them. */
final class TrustedCertificates {

  private static final Pattern FILE =
      Pattern.compile(".*\\.(pem|crt|cer)", Pattern.CASE_INSENSITIVE);

  /** Extended key usages of RFC 5280, section 4.2.1.12: code signing, and any. */
  private static final Set<String> FOR_CODE = Set.of("1.3.6.1.5.5.7.3.3", "2.5.29.37.0");

  private final Set<X509Certificate> certificates;

  private TrustedCertificates(Set<X509Certificate> certificates) {
    this.certificates = certificates;
  }

  /**
   * @param folder none where it does not exist
   * @throws io.backplane.api.call.RefusedException naming the file that cannot be read: nothing is
   *     let through while it is not clear who is trusted
   */
  static TrustedCertificates in(Path folder) {
    var certificates = new HashSet<X509Certificate>();
    try (var files = Files.newDirectoryStream(folder, TrustedCertificates::isCertificate)) {
      for (Path file : files) {
        certificates.addAll(read(file));
      }
    } catch (NoSuchFileException e) {
      return new TrustedCertificates(Set.of());
    } catch (IOException e) {
      throw PluginJar.invalid("cannot be checked: " + folder + " cannot be read: " + e);
    }
    return new TrustedCertificates(certificates);
  }

  private static boolean isCertificate(Path file) {
    return FILE.matcher(file.getFileName().toString()).matches();
  }

  private static List<X509Certificate> read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      var found =
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (found.isEmpty()) {
        throw new CertificateException("it holds none");
      }
      return found;
    } catch (IOException | CertificateException e) {
      throw PluginJar.invalid(
          "cannot be checked: the certificate %s cannot be read: %s"
              .formatted(file, e.getMessage()));
    }
  }

  boolean isEmpty() {
    return certificates.isEmpty();
  }

  /**
   * Why a signer is not to be trusted now, with its name in front; empty where it is. Revocation is
   * not asked for: a kernel may have no network.
   */
  Optional<String> objection(CodeSigner signer) {
    List<? extends Certificate> chain = signer.getSignerCertPath().getCertificates();
    var own = (X509Certificate) chain.getFirst();
    String name = own.getSubjectX500Principal().getName();
    try {
      own.checkValidity();
      if (!certificates.contains(own)) {
        if (!isForCode(own)) {
          return Optional.of(name + ", whose certificate is not for code");
        }
        build(own, chain);
      }
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.of(name + ", who is not trusted: " + e.getMessage());
    }
  }

  private static boolean isForCode(X509Certificate certificate) throws CertificateException {
    List<String> usage = certificate.getExtendedKeyUsage();
    return usage == null || usage.stream().anyMatch(FOR_CODE::contains);
  }

  /** Finds a way from a certificate to a trusted authority. */
  private void build(X509Certificate own, List<? extends Certificate> chain)
      throws GeneralSecurityException {
    Set<TrustAnchor> anchors =
        certificates.stream()
            .filter(TrustedCertificates::mayIssue)
            .map(certificate -> new TrustAnchor(certificate, null))
            .collect(Collectors.toSet());
    if (anchors.isEmpty()) {
      throw new CertificateException("no authority there is valid now");
    }
    var target = new X509CertSelector();
    target.setCertificate(own);
    var parameters = new PKIXBuilderParameters(anchors, target);
    parameters.setRevocationEnabled(false);
    parameters.addCertStore(
        CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
    CertPathBuilder.getInstance("PKIX").build(parameters);
  }

  private static boolean mayIssue(X509Certificate certificate) {
    try {
      certificate.checkValidity();
      return certificate.getBasicConstraints() >= 0;
    } catch (CertificateException e) {
      return false;
    }
  }
}
