package io.backplane.security;

import io.backplane.security.spi.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * AES-256-GCM with a key in a file, made with its first use. A random nonce of 96 bits bears 2^32
 * texts under one key (NIST SP 800-38D, 8.3): one a second for 136 years, where configurations and
 * tasks with secrets stay far below.
 */
@Component(service = Secrets.class)
public final class KeyFileSecrets implements Secrets {

  private static final String VERSION = PREFIX + "v1:";
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Set<PosixFilePermission> OWNERS =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path file;
  private SecretKey key;

  @Activate
  public KeyFileSecrets(BundleContext context) {
    this(Path.of(context.getProperty("backplane.data")));
  }

  /**
   * @param data the key is in {@code keys/master.key} below it
   */
  public KeyFileSecrets(Path data) {
    this.file = data.resolve("keys").resolve("master.key");
  }

  @Override
  public String seal(String plain, String place) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, nonce, place).doFinal(plain.getBytes(StandardCharsets.UTF_8));
      byte[] all = ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(all);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String open(String sealed, String place) {
    if (!sealed.startsWith(VERSION)) {
      throw new IllegalStateException(place + " is not sealed in a form that is known");
    }
    try {
      byte[] all = Base64.getUrlDecoder().decode(sealed.substring(VERSION.length()));
      if (all.length < NONCE_BYTES) {
        throw new IllegalStateException(place + " is cut off");
      }
      byte[] plain =
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(all, NONCE_BYTES), place)
              .doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
      return new String(plain, StandardCharsets.UTF_8);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalStateException(
          place + " cannot be opened: it was changed, or sealed for another place or key", e);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String place) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private synchronized SecretKey key() {
    if (key == null) {
      try {
        key = new SecretKeySpec(bytes(), "AES");
      } catch (IOException e) {
        throw new UncheckedIOException("the master key " + file + " cannot be used", e);
      }
    }
    return key;
  }

  private byte[] bytes() throws IOException {
    try {
      check();
      return whole(Files.readAllBytes(file));
    } catch (NoSuchFileException e) {
      return make();
    }
  }

  /** Whoever else may read or replace the key may read every secret. */
  private void check() throws IOException {
    PosixFileAttributes found =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (!found.isRegularFile() || !OWNERS.containsAll(found.permissions())) {
      throw new IllegalStateException(
          "the master key %s may be read by others: make it a file of mode 0600, or seal every"
                  .formatted(file)
              + " secret again under a new one");
    }
  }

  private byte[] whole(byte[] bytes) {
    if (bytes.length != KEY_BYTES) {
      throw new IllegalStateException(
          "the master key %s has %d bytes, not %d".formatted(file, bytes.length, KEY_BYTES));
    }
    return bytes;
  }

  private byte[] make() throws IOException {
    var owners = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    if (!Files.isDirectory(file.getParent())) {
      Files.createDirectories(file.getParent(), owners);
    }
    byte[] fresh = new byte[KEY_BYTES];
    RANDOM.nextBytes(fresh);
    // Whole or not at all: a key cut off by a crash would lose what is sealed with it.
    Path staged =
        Files.createTempFile(
            file.getParent(), "master", ".tmp", PosixFilePermissions.asFileAttribute(OWNERS));
    try {
      try (var channel = FileChannel.open(staged, StandardOpenOption.WRITE)) {
        channel.write(ByteBuffer.wrap(fresh));
        channel.force(true);
      }
      Files.createLink(file, staged); // unlike a move, never over a key that is there
      return fresh;
    } catch (FileAlreadyExistsException e) {
      check();
      return whole(Files.readAllBytes(file));
    } finally {
      Files.delete(staged);
    }
  }
}
