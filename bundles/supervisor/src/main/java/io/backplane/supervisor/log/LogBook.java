package io.backplane.supervisor.log;

import io.backplane.supervisor.spi.LogLevel;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.supervisor.spi.LogStream;
import io.backplane.supervisor.spi.UnitLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of one unit. Lines of stderr carry the offset they came from, so that whoever reads on
 * after a crash knows where; a torn last line is cut off when the log is opened. Thread-safe.
 */
public final class LogBook implements UnitLog, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  private static final int FLUSH_BYTES = 1 << 18;

  private final LogFiles files;
  private final LogReader reader;
  private final LogSettings settings;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Set<LiveTail> tails = ConcurrentHashMap.newKeySet();

  private FileChannel channel;
  private long number;
  private long size;
  private long timeMillis = Long.MIN_VALUE;
  private byte[] time = {};

  private LogBook(LogFiles files, LogSettings settings, InstantSource clock) throws IOException {
    this.files = files;
    this.reader = new LogReader(files);
    this.settings = settings;
    this.clock = clock;
    List<Long> numbers = files.numbers();
    this.number = numbers.isEmpty() ? 1 : numbers.getLast();
    if (!Files.exists(files.plain(number)) && !numbers.isEmpty()) {
      number++;
    }
    openFile();
    cutTornLine();
    for (long file : numbers) {
      if (file < number && Files.exists(files.plain(file))) {
        compressLater(file);
      }
    }
  }

  /** Opens a log, which is made where there is none. */
  public static LogBook open(Path directory, LogSettings settings, InstantSource clock)
      throws IOException {
    Files.createDirectories(directory);
    return new LogBook(new LogFiles(directory), settings, clock);
  }

  private void openFile() throws IOException {
    channel =
        FileChannel.open(
            files.plain(number),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    size = channel.size();
    channel.position(size);
  }

  private void cutTornLine() throws IOException {
    var one = ByteBuffer.allocate(1 << 17);
    long end = size;
    while (end > 0) {
      long from = Math.max(0, end - one.capacity());
      one.clear().limit((int) (end - from));
      channel.read(one, from);
      for (int at = one.position() - 1; at >= 0; at--) {
        if (one.get(at) == '\n') {
          truncate(from + at + 1);
          return;
        }
      }
      end = from;
    }
    truncate(0);
  }

  private void truncate(long length) throws IOException {
    channel.truncate(length);
    channel.position(length);
    size = length;
  }

  /** Up to which offset the stderr of a start is in the log. */
  long reached(String run) {
    return reader.reached(run);
  }

  /** Writes a line that does not come from stderr. Its line breaks begin further lines. */
  public void append(LogStream stream, LogLevel level, String text) {
    lock.lock();
    try {
      if (!channel.isOpen()) {
        return;
      }
      var out = new Bytes(new byte[text.length() + 64]);
      for (String line : text.split("\n", -1)) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        LogFormat.head(out, now(), level, stream);
        out.append('-').append(' ').append(bytes).append('\n');
      }
      flush(out);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Writes what stderr has said.
   *
   * @param lines whole lines
   * @param late whether they were written while nobody read
   */
  void append(StderrLines lines, boolean late) {
    lock.lock();
    byte[] block = Blocks.take();
    try {
      append(lines, late, new Bytes(block));
    } finally {
      Blocks.giveBack(block);
      lock.unlock();
    }
  }

  private void append(StderrLines lines, boolean late, Bytes out) {
    byte[] now = now();
    while (lines.next()) {
      LogLevel level = LevelGuess.of(lines.bytes(), lines.from(), lines.to());
      LogFormat.head(out, now, level, LogStream.STDERR);
      if (late) {
        out.append('~');
      }
      out.append(lines.run()).append('@').append(lines.end()).append(' ');
      out.append(lines.bytes(), lines.from(), lines.to()).append('\n');
      if (out.length() >= FLUSH_BYTES) {
        flush(out);
        lines.markWritten();
      }
    }
    flush(out);
    lines.markWritten();
  }

  private byte[] now() {
    long millis = clock.millis();
    if (millis != timeMillis) {
      timeMillis = millis;
      time = LogFormat.time(clock.instant());
    }
    return time;
  }

  /** Tells live readers of lines that are in the file. */
  private void tell(Bytes out) {
    if (tails.isEmpty()) {
      return;
    }
    int from = 0;
    for (int at = 0; at < out.length(); at++) {
      if (out.array()[at] == '\n') {
        LogFormat.parse(out.array(), from, at, number + ":" + (size + from))
            .ifPresent(parsed -> tails.forEach(tail -> tail.offer(parsed.line())));
        from = at + 1;
      }
    }
  }

  private void flush(Bytes out) {
    try {
      var bytes = ByteBuffer.wrap(out.array(), 0, out.length());
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      tell(out);
      size += out.length();
      out.clear();
      if (size >= settings.fileBytes()) {
        rotate();
      }
    } catch (IOException e) {
      takeBack(e);
    }
  }

  /** What was written of a failed flush is taken back: the lines will be read again. */
  private void takeBack(IOException failure) {
    try {
      truncate(size);
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
    throw new UncheckedIOException(failure);
  }

  /** Begins the next file; where that cannot be, the current one goes on growing. */
  private void rotate() {
    long full = number;
    FileChannel old = channel;
    try {
      number++;
      openFile();
      old.close();
      for (long file : files.numbers()) {
        if (file <= number - settings.filesMax()) {
          files.delete(file);
        }
      }
    } catch (IOException e) {
      LOG.warn("the log in {} cannot begin a new file", files.directory(), e);
      if (channel == old) {
        number = full;
      }
      return;
    }
    compressLater(full);
  }

  private void compressLater(long full) {
    Thread.ofVirtual().name("log-compress").start(() -> compress(full));
  }

  private void compress(long full) {
    try {
      files.compress(full);
    } catch (IOException e) {
      LOG.warn("{} stays uncompressed", files.plain(full), e);
    }
  }

  @Override
  public Page newest(LogQuery query, int limit) {
    return reader.before(end(), query, limit);
  }

  private Cursor end() {
    lock.lock();
    try {
      return new Cursor(number, size);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Page before(String cursor, LogQuery query, int limit) {
    return reader.before(Cursor.parse(cursor), query, limit);
  }

  @Override
  public Page after(String cursor, LogQuery query, int limit) {
    return reader.after(Cursor.parse(cursor), query, limit);
  }

  @Override
  public Tail tail(LogQuery query, int newest) {
    var tail = new LiveTail(query, tails);
    Cursor from;
    lock.lock();
    try {
      tails.add(tail);
      from = new Cursor(number, size);
    } finally {
      lock.unlock();
    }
    if (newest > 0) {
      tail.begin(reader.before(from, query, newest).lines());
    }
    return tail;
  }

  @Override
  public void copy(OutputStream out) throws IOException {
    for (long file : files.numbers()) {
      Optional<InputStream> opened = files.open(file);
      if (opened.isPresent()) {
        try (InputStream in = opened.get()) {
          in.transferTo(out);
        }
      }
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      tails.forEach(LiveTail::close);
      channel.close();
    } catch (IOException e) {
      LOG.warn("closing the log in {}", files.directory(), e);
    } finally {
      lock.unlock();
    }
  }
}
