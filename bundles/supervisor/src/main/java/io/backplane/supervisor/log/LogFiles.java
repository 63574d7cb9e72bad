package io.backplane.supervisor.log;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The files of one log: {@code unit.<n>.log}, numbers rising, all but the newest compressed to
 * {@code unit.<n>.log.gz} in their own time.
 */
record LogFiles(Path directory) {

  private static final Pattern NAME = Pattern.compile("unit\\.([0-9]{1,18})\\.log(\\.gz)?");

  /** The numbers of the files, oldest first. */
  List<Long> numbers() {
    var numbers = new TreeSet<Long>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "unit.*")) {
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) {
          numbers.add(Long.parseLong(name.group(1)));
        }
      }
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return List.copyOf(numbers);
  }

  Path plain(long number) {
    return directory.resolve("unit." + number + ".log");
  }

  private Path compressed(long number) {
    return directory.resolve("unit." + number + ".log.gz");
  }

  /** Bytes of a file that is not compressed; 0 for others, which are read from their beginning. */
  long size(long number) {
    return plain(number).toFile().length();
  }

  void delete(long number) throws IOException {
    Files.deleteIfExists(plain(number));
    Files.deleteIfExists(compressed(number));
  }

  /** A file's bytes, compressed or not; empty when it has gone meanwhile. */
  Optional<InputStream> open(long number) throws IOException {
    try {
      return Optional.of(Files.newInputStream(plain(number)));
    } catch (NoSuchFileException e) {
      return openCompressed(number);
    }
  }

  private Optional<InputStream> openCompressed(long number) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(compressed(number));
      return Optional.of(new GZIPInputStream(new ByteArrayInputStream(bytes), 1 << 16));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Compresses a file that is not written to any more; one that has gone is well. */
  void compress(long number) throws IOException {
    Path fresh = directory.resolve("compressing." + number + ".tmp");
    try (InputStream in = Files.newInputStream(plain(number))) {
      try (OutputStream out = new FastGzip(Files.newOutputStream(fresh))) {
        in.transferTo(out);
      }
      Files.move(fresh, compressed(number), StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(plain(number));
    } catch (NoSuchFileException e) {
      return;
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(new BufferedOutputStream(out, 1 << 16), 1 << 16);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
