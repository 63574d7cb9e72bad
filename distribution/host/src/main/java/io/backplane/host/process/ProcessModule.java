package io.backplane.host.process;

import io.backplane.host.js.Fault;
import io.backplane.host.js.Given;
import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import io.backplane.host.js.Json;
import io.backplane.host.js.Loop;
import io.backplane.host.process.Execution.FailedException;
import io.backplane.host.process.Execution.Result;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.graalvm.polyglot.Value;

/** Runs programs. Its functions take what is to be run as the JSON text of an object. */
public final class ProcessModule implements HostModule {

  private final Path home;
  private final Children children;
  private final Map<Long, Spawned> spawned = new HashMap<>();
  private long lastSpawned;

  /**
   * @param home where relative paths start
   * @param children closed with this
   */
  public ProcessModule(Path home, Children children) {
    this.home = home;
    this.children = children;
  }

  @Override
  public String name() {
    return "process";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    Loop loop = runtime.loop();
    return Map.of(
        "exec",
        this::exec,
        "execAsync",
        given -> execAsync(given, loop),
        "spawn",
        given -> spawn(given, loop),
        "pid",
        given -> child(given).map(it -> it.child().pid()).orElse(0L),
        "write",
        given -> child(given).map(it -> write(it, given)).orElse(false),
        "closeStdin",
        given -> {
          child(given).ifPresent(it -> it.child().closeInput());
          return null;
        },
        "kill",
        given -> {
          child(given).ifPresent(it -> it.kill(given.flag(1)));
          return null;
        });
  }

  @Override
  public void close() {
    children.close();
  }

  private Object exec(Given given) throws InterruptedException {
    Map<String, Object> options = given.object(0);
    try {
      Result result = start(options).await(limit(options));
      return Json.text(
          Map.of(
              "exitCode", result.exitCode(), "stdout", result.stdout(), "stderr", result.stderr()));
    } catch (IOException e) {
      throw Fault.internal("exec: failed to start process: " + options.get("program"));
    } catch (FailedException e) {
      throw Fault.internal("exec: " + e.getMessage());
    }
  }

  private Execution start(Map<String, Object> options) throws IOException {
    String input = options.get("input") instanceof String text ? text : "";
    return Execution.start(children, Launch.of(options, home), input);
  }

  /** Below 0 is none. */
  private static Optional<Duration> limit(Map<String, Object> options) {
    long ms = ((Number) options.get("timeoutMs")).longValue();
    return ms < 0 ? Optional.empty() : Optional.of(Duration.ofMillis(ms));
  }

  private Object execAsync(Given given, Loop loop) {
    Map<String, Object> options = given.object(0);
    Value resolve = given.function(1, "resolve");
    Value reject = given.function(2, "reject");
    try {
      Execution execution = start(options);
      loop.start("exec", () -> execution.await(limit(options)), settling(resolve, reject));
    } catch (IOException e) {
      reject.executeVoid("execAsync: failed to start process");
    }
    return null;
  }

  private static Loop.Then settling(Value resolve, Value reject) {
    return new Loop.Then() {
      @Override
      public void done(Object result) {
        var it = (Result) result;
        resolve.executeVoid(it.exitCode(), it.stdout(), it.stderr());
      }

      @Override
      public void failed(Exception e) {
        reject.executeVoid("execAsync: " + e.getMessage());
      }
    };
  }

  /** Its number, or 0 for what cannot be started. */
  private Object spawn(Given given, Loop loop) {
    Map<String, Object> options = given.object(0);
    Value output = given.function(1, "output");
    Value exited = given.function(2, "exited");
    long number = ++lastSpawned;
    var listener =
        new Spawned.Listener() {
          @Override
          public void output(boolean errors, String text) {
            output.executeVoid(errors, text);
          }

          @Override
          public void exited(Exit exit) {
            spawned.remove(number);
            exited.executeVoid(exit.code(), exit.status());
          }
        };
    try {
      Launch launch = Launch.of(options, home);
      Duration limit = limit(options).orElse(Duration.ZERO);
      spawned.put(number, Spawned.start(children, loop, launch, limit, listener));
      return number;
    } catch (IOException e) {
      return 0;
    }
  }

  private Optional<Spawned> child(Given given) {
    return Optional.ofNullable(spawned.get((long) given.number(0, "process")));
  }

  private static Object write(Spawned spawned, Given given) {
    return spawned.child().send(given.text(1, "data").getBytes(StandardCharsets.UTF_8), false);
  }
}
