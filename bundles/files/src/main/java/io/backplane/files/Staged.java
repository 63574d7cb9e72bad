package io.backplane.files;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.files.spi.FileLimits;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;

/** A file on its way in: whole and on the disk before it gets its name. */
final class Staged implements AutoCloseable {

  private static final int BUFFER_BYTES = 1 << 16;
  private static final long ROOM_EVERY_BYTES = 1 << 20;

  private final Folder home;
  private final Path name = Area.stagedName();
  private final MessageDigest digest = Etags.digest();
  private long size;

  private Staged(Folder home) {
    this.home = home;
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for a body that breaks off, or for {@code
   *     size}; {@link Refusal.OverCap} when the disk is full
   */
  static Staged receive(Area area, InputStream body, long bytesMax, Room room) throws IOException {
    var staged = new Staged(area.open());
    try {
      staged.fill(area, body, bytesMax, room);
      return staged;
    } catch (IOException | RuntimeException e) {
      staged.close();
      throw e;
    }
  }

  private void fill(Area area, InputStream body, long bytesMax, Room room) throws IOException {
    try (FileChannel file = home.create(name)) {
      byte[] buffer = new byte[BUFFER_BYTES];
      long checked = 0;
      room.check(area.root(), BUFFER_BYTES);
      for (int n = read(body, buffer); n >= 0; n = read(body, buffer)) {
        size += n;
        if (size > bytesMax) {
          throw new RefusedException(
              new Refusal.Invalid("size", "of the body is over " + (bytesMax >> 20) + " MiB"));
        }
        if (size - checked >= ROOM_EVERY_BYTES) {
          room.check(area.root(), BUFFER_BYTES);
          checked = size;
        }
        write(file, ByteBuffer.wrap(buffer, 0, n));
        digest.update(buffer, 0, n);
      }
      file.force(true);
    }
  }

  private static int read(InputStream body, byte[] buffer) {
    try {
      return body.read(buffer);
    } catch (IOException e) {
      throw new RefusedException(new Refusal.Invalid("body", "has broken off: " + e.getMessage()));
    }
  }

  private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  /** Takes the place of what has that name, and its mode. */
  void replace(Folder parent, Path other) throws IOException {
    home.mode(name, parent.mode(other));
    home.move(name, parent, other);
  }

  void put(Folder parent, Path other) throws IOException {
    home.move(name, parent, other);
  }

  /** Once only. */
  String etag(BasicFileAttributes found) {
    return size > FileLimits.TEXT_BYTES_MAX ? Etags.of(found) : Etags.of(digest);
  }

  /** Without a trace where it got no name. */
  @Override
  public void close() throws IOException {
    try (home) {
      home.deleteFile(name);
    } catch (NoSuchFileException e) {
      return; // it has its name
    }
  }
}
