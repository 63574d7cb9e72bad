package io.backplane.host.link;

import io.backplane.api.meta.Meta;
import io.backplane.host.js.Given;
import io.backplane.host.js.HostFunction;
import io.backplane.host.js.HostModule;
import io.backplane.host.js.JsRuntime;
import io.backplane.host.js.Json;
import java.util.Map;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.proxy.ProxyExecutable;

/** What a service exports, as the host reaches it. For the loop's thread. */
public final class ServiceModule implements HostModule {

  private final boolean always;
  private Value offered;
  private Value call;
  private Value cancel;
  private Value stop;
  private boolean callable;
  private boolean refused;
  private Ear ear = new Ear() {};

  /** Hears what a service has to say. */
  interface Ear {
    /**
     * An event of no call's.
     *
     * @param data JSON
     */
    default void event(String name, String data) throws InterruptedException {}

    /**
     * @param data JSON
     */
    default void event(long call, String name, String data) throws InterruptedException {}

    /**
     * @param data JSON
     */
    default void end(long call, String status, int code, String data) throws InterruptedException {}
  }

  /**
   * @param always whether it is evaluated even when it exports no commands
   */
  public ServiceModule(boolean always) {
    this.always = always;
  }

  @Override
  public String name() {
    return "service";
  }

  @Override
  public Map<String, HostFunction> functions(JsRuntime runtime) {
    return Map.of(
        "bind",
        given -> {
          offered = given.function(0, "offered");
          call = given.function(1, "call");
          cancel = given.function(2, "cancel");
          stop = given.function(3, "stop");
          return null;
        },
        "begin",
        given -> {
          callable = given.flag(0);
          refused = !callable && !always;
          return !refused;
        },
        "emit",
        given -> {
          ear.event(number(given), given.text(1, "event"), given.text(2, "data"));
          return null;
        },
        "end",
        given -> {
          int code = (int) given.number(2, "code");
          ear.end(number(given), given.text(1, "status"), code, given.text(3, "data"));
          return null;
        });
  }

  private static long number(Given given) {
    return (long) given.number(0, "call");
  }

  /**
   * Tells an event of the service's own.
   *
   * @param data JSON
   */
  public void emit(String name, String data) throws InterruptedException {
    ear.event(name, data);
  }

  /** What the kernel shows of a process that is debugged. */
  public void tellDebugger(String url) {
    try {
      emit("backplane.debugger", Json.text(Map.of("url", url)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void hear(Ear ear) {
    this.ear = ear;
  }

  /** Whether it exports commands; known before it is evaluated. */
  public boolean callable() {
    return callable;
  }

  /** Whether it was kept from being evaluated. */
  public boolean refused() {
    return refused;
  }

  /**
   * With its commands, which it has once it has been evaluated.
   *
   * @throws IllegalArgumentException what it declares of them cannot be used
   */
  public Meta meta(Meta own) {
    return callable ? ServiceMeta.with(own, offered.execute().asString()) : own;
  }

  /**
   * @param params JSON
   */
  void call(long number, String command, String params) {
    call.executeVoid(number, command, params);
  }

  /** Tells a call that nobody waits for it. */
  void cancel(long number) {
    cancel.executeVoid(number);
  }

  /** Tells all calls to come to an end, and has it do what it exports for that. */
  void stop(Runnable then) {
    stop.executeVoid(
        (ProxyExecutable)
            given -> {
              then.run();
              return null;
            });
  }
}
