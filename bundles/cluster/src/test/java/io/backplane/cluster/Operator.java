package io.backplane.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * An operator of a NATS server with an account and a user, whose tokens are made here as {@code
 * nsc} makes them (docs.nats.io, "JWT").
 */
final class Operator {

  private static final int SEED = 18 << 3;
  private static final int OPERATOR = 14 << 3;
  private static final int ACCOUNT = 0;
  private static final int USER = 20 << 3;
  private static final Map<String, Object> UNLIMITED =
      Map.of(
          "subs",
          -1,
          "data",
          -1,
          "payload",
          -1,
          "imports",
          -1,
          "exports",
          -1,
          "wildcards",
          true,
          "conn",
          -1,
          "leaf",
          -1);
  private static final Map<String, Object> JETSTREAM =
      Map.of("mem_storage", -1, "disk_storage", -1, "streams", -1, "consumer", -1);

  private final Key operator = new Key(OPERATOR);
  private final Key system = new Key(ACCOUNT);
  private final Key account = new Key(ACCOUNT);
  private final Key user = new Key(USER);

  /** A key with the text that NATS knows it by. */
  private record Key(int prefix, KeyPair pair) {
    Key(int prefix) {
      this(prefix, generate());
    }

    private static KeyPair generate() {
      try {
        return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }

    String id() {
      return NKey.text(new byte[] {(byte) prefix}, NKey.bytes((EdECPublicKey) pair.getPublic()));
    }

    String seed() {
      byte[] bytes = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
      return NKey.text(
          new byte[] {(byte) (SEED | prefix >> 5), (byte) ((prefix & 31) << 3)}, bytes);
    }

    String sign(Key subject, String name, Map<String, Object> claims) {
      try {
        Map<String, Object> all =
            Map.of(
                "jti",
                name,
                "iat",
                1,
                "iss",
                id(),
                "name",
                name,
                "sub",
                subject.id(),
                "nats",
                claims);
        String text =
            base64("{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}".getBytes(StandardCharsets.UTF_8))
                + "."
                + base64(new ObjectMapper().writeValueAsBytes(all));
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(pair.getPrivate());
        signature.update(text.getBytes(StandardCharsets.UTF_8));
        return text + "." + base64(signature.sign());
      } catch (GeneralSecurityException | JsonProcessingException e) {
        throw new AssertionError(e);
      }
    }

    private static String base64(byte[] bytes) {
      return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
  }

  /** What a server that he operates is configured with. */
  String[] config() {
    return new String[] {
      "operator: \""
          + operator.sign(operator, "operator", Map.of("type", "operator", "version", 2))
          + "\"",
      "system_account: \"" + system.id() + "\"",
      "resolver: MEMORY",
      "resolver_preload: { %s: \"%s\", %s: \"%s\" }"
          .formatted(
              system.id(),
              account(system, "system", Map.of()),
              account.id(),
              account(account, "ours", JETSTREAM))
    };
  }

  private String account(Key key, String name, Map<String, Object> more) {
    var limits = new HashMap<>(UNLIMITED);
    limits.putAll(more);
    return operator.sign(key, name, Map.of("type", "account", "version", 2, "limits", limits));
  }

  String userSeed() {
    return user.seed();
  }

  /** The user's credentials file. */
  String user() {
    String jwt =
        account.sign(
            user,
            "user",
            Map.of("type", "user", "version", 2, "subs", -1, "data", -1, "payload", -1));
    return """
        -----BEGIN NATS USER JWT-----
        %s
        ------END NATS USER JWT------

        -----BEGIN USER NKEY SEED-----
        %s
        ------END USER NKEY SEED------
        """
        .formatted(jwt, user.seed());
  }
}
