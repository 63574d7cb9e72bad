package io.backplane.cluster;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.nats.client.AuthHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A NATS user as a credentials file tells him: a JWT and the seed of an Ed25519 key, or the seed
 * alone. Seeds and public keys are NKeys: base 32 of a prefix, 32 bytes and a CRC-16
 * (github.com/nats-io/nkeys). Holds the private key.
 */
final class Credentials implements AuthHandler {

  private static final long FILE_BYTES_MAX = 64 << 10;
  private static final Pattern JWT =
      Pattern.compile("-+BEGIN NATS USER JWT-+\\s+([A-Za-z0-9._=-]+)\\s+-+END");
  private static final Pattern SEED = Pattern.compile("(?m)^\\s*(SU[A-Z2-7]{56})\\s*$");
  private static final int SEED_BYTES = 32;
  private static final String ED25519 = "Ed25519";

  private final String id;
  private final PrivateKey key;
  private final Optional<String> jwt;

  private Credentials(byte[] seed, Optional<String> jwt) throws GeneralSecurityException {
    this.jwt = jwt;
    this.key =
        KeyFactory.getInstance(ED25519)
            .generatePrivate(new EdECPrivateKeySpec(NamedParameterSpec.ED25519, seed));
    this.id = NKey.user(publicKey(seed));
  }

  /** The JDK derives a public key only where it makes the private one: from this "random" seed. */
  private static byte[] publicKey(byte[] seed) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(ED25519);
    generator.initialize(NamedParameterSpec.ED25519, new Given(seed));
    KeyPair pair = generator.generateKeyPair();
    return NKey.bytes((EdECPublicKey) pair.getPublic());
  }

  private static final class Given extends SecureRandom {
    private static final long serialVersionUID = 1;
    private final byte[] bytes;

    Given(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for a file that cannot be read or holds no
   *     seed
   */
  static Credentials read(Path file) {
    try {
      if (Files.size(file) > FILE_BYTES_MAX) {
        throw invalid(file, "is larger than " + FILE_BYTES_MAX + " bytes");
      }
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      Matcher seed = SEED.matcher(text);
      if (!seed.find()) {
        throw invalid(file, "holds no seed of a NATS user, which begins with SU");
      }
      Matcher jwt = JWT.matcher(text);
      byte[] bytes =
          NKey.seed(seed.group(1))
              .orElseThrow(() -> invalid(file, "holds a seed with a typing error"));
      return new Credentials(
          Arrays.copyOf(bytes, SEED_BYTES),
          jwt.find() ? Optional.of(jwt.group(1)) : Optional.empty());
    } catch (IOException | GeneralSecurityException e) {
      throw invalid(file, "cannot be read: " + e);
    }
  }

  private static RefusedException invalid(Path file, String reason) {
    return new RefusedException(new Refusal.Invalid("credentials", file + " " + reason));
  }

  @Override
  public byte[] sign(byte[] nonce) {
    try {
      Signature signature = Signature.getInstance(ED25519);
      signature.initSign(key);
      signature.update(nonce);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Ed25519 does not work", e);
    }
  }

  @Override
  public char[] getID() {
    return id.toCharArray();
  }

  @Override
  public char[] getJWT() {
    return jwt.map(String::toCharArray).orElse(null); // as the interface wants it
  }
}
