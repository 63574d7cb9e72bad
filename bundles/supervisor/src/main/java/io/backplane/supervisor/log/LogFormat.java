package io.backplane.supervisor.log;

import io.backplane.supervisor.spi.LogLevel;
import io.backplane.supervisor.spi.LogLine;
import io.backplane.supervisor.spi.LogStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A line of a log file: {@code 2026-11-21T22:31:07.123Z INFO stderr 7@10234 text}. The part before
 * the text is the start and the offset in its stderr, {@code -} for lines from elsewhere; a {@code
 * ~} before it marks a late line.
 */
final class LogFormat {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
  private static final int TIME_LENGTH = 24;
  private static final int LEVEL_AT = 25;
  private static final int STREAM_AT = 31;
  private static final int ORIGIN_AT = 38;

  private static final byte[][] LEVELS = {
    ascii(" TRACE "), ascii(" DEBUG "), ascii(" INFO  "), ascii(" WARN  "), ascii(" ERROR ")
  };
  private static final byte[][] STREAMS = {ascii("stderr "), ascii("stdout "), ascii("kernel ")};

  private LogFormat() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A time as it stands at the beginning of a line. */
  static byte[] time(Instant at) {
    return ascii(TIME.format(at));
  }

  /** Appends what stands before the text, without the origin. */
  static void head(Bytes out, byte[] time, LogLevel level, LogStream stream) {
    out.append(time).append(LEVELS[level.ordinal()]).append(STREAMS[stream.ordinal()]);
  }

  /** A line as it was read, with where it came from. */
  record Parsed(LogLine line, Optional<Origin> origin) {}

  /**
   * @param cursor the line's place
   * @return empty for bytes that are no line of a log
   */
  static Optional<Parsed> parse(byte[] bytes, int from, int to, String cursor) {
    if (to - from < ORIGIN_AT + 2) {
      return Optional.empty();
    }
    try {
      String time = new String(bytes, from, TIME_LENGTH, StandardCharsets.US_ASCII);
      LogLevel level = level(bytes[from + LEVEL_AT]);
      LogStream stream = stream(bytes, from + STREAM_AT);
      boolean late = bytes[from + ORIGIN_AT] == '~';
      int originAt = from + ORIGIN_AT + (late ? 1 : 0);
      int textAt = originAt;
      while (textAt < to && bytes[textAt] != ' ') {
        textAt++;
      }
      String origin = new String(bytes, originAt, textAt - originAt, StandardCharsets.US_ASCII);
      int begin = Math.min(textAt + 1, to);
      String text = new String(bytes, begin, to - begin, StandardCharsets.UTF_8);
      LogLine line = new LogLine(Instant.parse(time), level, stream, text, late, cursor);
      return Optional.of(new Parsed(line, origin(origin)));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static Optional<Origin> origin(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? Optional.empty()
        : Optional.of(new Origin(text.substring(0, at), Long.parseLong(text.substring(at + 1))));
  }

  private static LogLevel level(byte first) {
    return switch (first) {
      case 'T' -> LogLevel.TRACE;
      case 'D' -> LogLevel.DEBUG;
      case 'W' -> LogLevel.WARN;
      case 'E' -> LogLevel.ERROR;
      default -> LogLevel.INFO;
    };
  }

  private static LogStream stream(byte[] bytes, int at) {
    if (bytes[at] == 'k') {
      return LogStream.KERNEL;
    }
    return bytes[at + 3] == 'o' ? LogStream.STDOUT : LogStream.STDERR;
  }
}
