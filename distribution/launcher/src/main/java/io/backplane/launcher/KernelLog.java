package io.backplane.launcher;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * Log lines of the kernel: {@code logs/kernel.log}, ten files of 10 MB, and the terminal when in
 * the foreground.
 */
final class KernelLog {

  private static final int FILE_BYTES_MAX = 10 * 1024 * 1024;
  private static final int FILES_MAX = 10;

  /** Held here: a logger that nobody holds is forgotten together with its level. */
  private static final List<Logger> CHATTY =
      Stream.of("org.eclipse.jetty", "org.apache.felix", "org.osgi", "LogService")
          .map(Logger::getLogger)
          .toList();

  private KernelLog() {}

  static void start(DataDirectory data, boolean terminal) throws IOException {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      root.removeHandler(handler);
    }
    String pattern = data.logs().resolve("kernel.log").toString().replace("%", "%%");
    add(root, new FileHandler(pattern + ".%g", FILE_BYTES_MAX, FILES_MAX, true), Level.INFO);
    add(root, new ConsoleHandler(), terminal ? Level.INFO : Level.SEVERE);
    root.setLevel(Level.INFO);
    CHATTY.forEach(logger -> logger.setLevel(Level.WARNING));
  }

  private static void add(Logger root, Handler handler, Level level) {
    handler.setFormatter(new Lines());
    handler.setLevel(level);
    root.addHandler(handler);
  }

  /** {@code 2026-01-31T12:00:00.000Z WARN plugins text}. */
  private static final class Lines extends Formatter {
    @Override
    public String format(LogRecord line) {
      var text = new StringBuilder(120);
      text.append(Instant.ofEpochMilli(line.getMillis()).truncatedTo(ChronoUnit.MILLIS))
          .append(' ')
          .append(level(line.getLevel()))
          .append("  ")
          .append(shortName(line.getLoggerName()))
          .append("  ")
          .append(formatMessage(line))
          .append('\n');
      if (line.getThrown() != null) {
        var trace = new StringWriter();
        line.getThrown().printStackTrace(new PrintWriter(trace));
        text.append(trace);
      }
      return text.toString();
    }

    private static String level(Level level) {
      if (level.intValue() >= Level.SEVERE.intValue()) {
        return "ERROR";
      }
      return level.intValue() >= Level.WARNING.intValue() ? "WARN " : "INFO ";
    }

    private static String shortName(String logger) {
      if (logger == null) {
        return "-";
      }
      return logger.startsWith("io.backplane.") ? logger.substring(13) : logger;
    }
  }
}
