package io.backplane.script;

import io.backplane.api.call.Call;
import io.backplane.api.call.RefusedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;

/** A script on the engine that all tests share, without a framework around it. */
final class Stage implements AutoCloseable {

  static final SharedEngine ENGINE = new SharedEngine();
  static final Duration LIMIT = Duration.ofSeconds(30);

  private static final ConcurrentHashMap<String, Integer> NAMES = new ConcurrentHashMap<>();

  private final Map<String, String> files = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> logged = new ConcurrentLinkedQueue<>();
  private final Logger logger; // or it would be collected together with its handler
  final LiveScript live;
  final Exports exports;

  Stage(String source, String... more) {
    this(LIMIT, source, more);
  }

  /**
   * @param more path, text, path, text
   */
  Stage(Duration limit, String source, String... more) {
    String name = "stage" + NAMES.merge("stage", 1, Integer::sum);
    logger = Logger.getLogger("plugin." + name);
    logger.setUseParentHandlers(false);
    logger.addHandler(new Listener());
    files.put("plugin.js", source);
    for (int i = 0; i < more.length; i += 2) {
      files.put(more[i], more[i + 1]);
    }
    var log = LoggerFactory.getLogger("plugin." + name);
    live =
        new LiveScript(
            stuck -> new Script(name, ENGINE, this::read, log, stuck), "plugin.js", limit, log);
    try {
      exports = live.start();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Why a script does not start. */
  static String fault(String source, String... more) {
    try (Stage stage = new Stage(source, more)) {
      throw new AssertionError("it starts and offers " + stage.exports.commands());
    } catch (RefusedException e) {
      return e.getMessage();
    }
  }

  private Optional<byte[]> read(String path) {
    return Optional.ofNullable(files.get(path)).map(it -> it.getBytes(StandardCharsets.UTF_8));
  }

  Heard call(String command) {
    return call(command, Map.of());
  }

  Heard call(String command, Map<String, Object> params) {
    var heard = new Heard();
    begin(command, params, heard);
    return heard;
  }

  Call begin(String command, Map<String, Object> params, Heard heard) {
    return live.now().call(command, Json.text(params), heard);
  }

  Object value(String command, Map<String, Object> params) {
    return call(command, params).value();
  }

  List<String> logged() {
    return List.copyOf(logged);
  }

  @Override
  public void close() {
    live.close();
  }

  private final class Listener extends Handler {
    @Override
    public void publish(LogRecord line) {
      logged.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
