package io.backplane.files.spi;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file that is open; the reader closes it.
 *
 * @param entry with its etag
 * @param text whether it is UTF-8 without NUL; never for more than {@link
 *     FileLimits#TEXT_BYTES_MAX}
 * @param bytes as many as the entry's size says, or fewer where the file is cut meanwhile
 */
public record FileContent(FileEntry entry, boolean text, InputStream bytes)
    implements AutoCloseable {

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
