package io.backplane.supervisor.log;

import io.backplane.supervisor.spi.LogLine;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.supervisor.spi.UnitLog.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiPredicate;

/** Reads lines back from a log's files. */
record LogReader(LogFiles files) {

  private static final int LIMIT_MAX = 10_000;
  private static final long FIRST_WINDOW = 1 << 18;

  /** The newest matching lines before a place, oldest first. */
  Page before(Cursor place, LogQuery query, int limit) {
    checkLimit(limit);
    var newest = new ArrayDeque<List<LogLine>>();
    int found = 0;
    List<Long> numbers = files.numbers();
    boolean older = false;
    for (long number : numbers.reversed()) {
      if (number > place.file()) {
        continue;
      }
      if (found >= limit) {
        older = true;
        break;
      }
      Last last = lastOf(number, place, query, limit - found + 1);
      found += last.lines().size();
      newest.addFirst(last.lines());
      if (last.tooOld()) {
        break;
      }
    }
    var lines = new ArrayList<LogLine>(found);
    newest.forEach(lines::addAll);
    if (lines.size() > limit) {
      older = true;
      lines.subList(0, lines.size() - limit).clear();
    }
    String before = older && !lines.isEmpty() ? lines.getFirst().cursor() : "";
    return new Page(lines, before, place.toString());
  }

  /**
   * @param tooOld whether lines were seen that are older than what is asked for
   */
  private record Last(List<LogLine> lines, boolean tooOld) {}

  /** Looks at the end of the file first, and further up only while that is not enough. */
  private Last lastOf(long number, Cursor place, LogQuery query, int limit) {
    long end = number == place.file() ? place.offset() : files.size(number);
    for (long window = FIRST_WINDOW; ; window *= 8) {
      long from = Math.max(0, end - window);
      Last last = lastFrom(number, from, place, query, limit);
      if (from == 0 || last.lines().size() >= limit || last.tooOld()) {
        return last;
      }
    }
  }

  private Last lastFrom(long number, long from, Cursor place, LogQuery query, int limit) {
    Deque<LogLine> last = new ArrayDeque<>();
    var tooOld = new AtomicBoolean();
    scan(
        number,
        from,
        (line, next) -> {
          if (new Cursor(number, next).compareTo(place) > 0) {
            return false;
          }
          if (query.since().filter(line.at()::isBefore).isPresent()) {
            tooOld.setPlain(true);
          }
          if (query.matches(line)) {
            last.addLast(line);
            if (last.size() > limit) {
              last.removeFirst();
            }
          }
          return true;
        });
    return new Last(List.copyOf(last), tooOld.getPlain());
  }

  /** The oldest matching lines from a place on. */
  Page after(Cursor place, LogQuery query, int limit) {
    checkLimit(limit);
    var lines = new ArrayList<LogLine>();
    var reached = new Cursor[] {place};
    for (long number : files.numbers()) {
      if (number < place.file() || lines.size() >= limit) {
        continue;
      }
      scan(
          number,
          number == place.file() ? place.offset() : 0,
          (line, next) -> {
            reached[0] = new Cursor(number, next);
            if (query.matches(line)) {
              lines.add(line);
            }
            return lines.size() < limit;
          });
    }
    String before = lines.isEmpty() ? place.toString() : lines.getFirst().cursor();
    return new Page(Collections.unmodifiableList(lines), before, reached[0].toString());
  }

  private static void checkLimit(int limit) {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new io.backplane.api.call.RefusedException(
          new io.backplane.api.call.Refusal.Invalid("limit", "must be 1 to " + LIMIT_MAX));
    }
  }

  /** Offset behind the last line of a start's stderr; 0 when the log has none. */
  long reached(String run) {
    for (long number : files.numbers().reversed()) {
      var last = new Origin(run, 0);
      var seen = new Origin[] {last, null};
      scanParsed(
          number,
          0,
          (parsed, _) -> {
            parsed.origin().ifPresent(origin -> seen[origin.run().equals(run) ? 0 : 1] = origin);
            return true;
          });
      if (seen[0] != last) {
        return seen[0].end();
      }
      if (seen[1] != null && seen[1].earlierThan(run)) {
        return 0;
      }
    }
    return 0;
  }

  /**
   * @param visitor gets each line and the offset behind it; false ends the scan
   */
  private void scan(long number, long from, BiPredicate<LogLine, Long> visitor) {
    scanParsed(number, from, (parsed, next) -> visitor.test(parsed.line(), next));
  }

  private void scanParsed(long number, long from, BiPredicate<LogFormat.Parsed, Long> visitor) {
    try {
      Optional<InputStream> opened = files.open(number);
      if (opened.isEmpty()) {
        return;
      }
      try (InputStream in = opened.get()) {
        in.skipNBytes(from);
        new Lines(in, from, Long.toString(number)).forEach(visitor);
      }
    } catch (java.io.EOFException e) {
      // The place is behind what a truncated file still has.
      return;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cuts a stream of bytes into parsed lines. */
  private static final class Lines {
    private final InputStream in;
    private final String file;
    private long offset;
    private byte[] buffer = new byte[1 << 17];
    private int filled;

    Lines(InputStream in, long offset, String file) {
      this.in = in;
      this.offset = offset;
      this.file = file;
    }

    void forEach(BiPredicate<LogFormat.Parsed, Long> visitor) throws IOException {
      while (fill()) {
        int begin = 0;
        for (int at = 0; at < filled; at++) {
          if (buffer[at] == '\n') {
            long next = offset + at + 1;
            var parsed = LogFormat.parse(buffer, begin, at, file + ":" + (offset + begin));
            if (parsed.isPresent() && !visitor.test(parsed.get(), next)) {
              return;
            }
            begin = at + 1;
          }
        }
        keepFrom(begin);
      }
    }

    private boolean fill() throws IOException {
      if (filled == buffer.length) {
        buffer = java.util.Arrays.copyOf(buffer, 2 * buffer.length);
      }
      int read = in.read(buffer, filled, buffer.length - filled);
      if (read <= 0) {
        return false;
      }
      filled += read;
      return true;
    }

    private void keepFrom(int begin) {
      System.arraycopy(buffer, begin, buffer, 0, filled - begin);
      filled -= begin;
      offset += begin;
    }
  }
}
