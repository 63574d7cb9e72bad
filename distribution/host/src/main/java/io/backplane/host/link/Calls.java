package io.backplane.host.link;

import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import io.backplane.host.js.Fault;
import io.backplane.host.js.Json;
import io.backplane.meta.spi.Defaults;
import io.backplane.meta.spi.Validator;
import io.backplane.meta.spi.Violation;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Requests on their way to a service's commands, and answers on their way back. Those with an id
 * are carried out side by side, those without one after the other. For the loop's thread.
 */
final class Calls implements ServiceModule.Ear {

  private static final String META = "meta.";

  /** The id of events that belong to no call: no request has it. */
  private static final String NO_CALL = "-1";

  private final ServiceModule service;
  private final Lines lines;
  private final Runnable answered;
  private final Map<Long, Request> running = new HashMap<>();
  private final ArrayDeque<Request> inOrder = new ArrayDeque<>();
  private Optional<Meta> meta = Optional.empty();
  private long lastCall;
  private boolean busy; // with one of those in order

  /**
   * @param answered called when a request has its answer
   */
  Calls(ServiceModule service, Lines lines, Runnable answered) {
    this.service = service;
    this.lines = lines;
    this.answered = answered;
    service.hear(this);
  }

  /** From now on requests are carried out. */
  void begin(Meta known) throws InterruptedException {
    meta = Optional.of(known);
    List<Request> waiting = List.copyOf(inOrder);
    inOrder.clear();
    for (Request request : waiting) {
      take(request);
    }
  }

  boolean idle() {
    return running.isEmpty() && inOrder.isEmpty();
  }

  void take(Request request) throws InterruptedException {
    if (meta.isPresent() && !request.ordered()) {
      carryOut(request);
    } else {
      inOrder.add(request);
      next();
    }
  }

  private void next() throws InterruptedException {
    while (meta.isPresent() && !busy && !inOrder.isEmpty()) {
      busy = true;
      carryOut(inOrder.remove());
    }
  }

  private void carryOut(Request request) throws InterruptedException {
    if (!request.wellFormed()) {
      error(request, 1000, Values.map("message", "invalid request format", "raw", request.line()));
    } else if (request.command().startsWith(META)) {
      meta(request);
    } else {
      Optional<CommandMeta> command = meta.orElseThrow().command(request.command());
      if (command.isPresent()) {
        call(request, command.get());
      } else {
        error(request, 404, Map.of("message", "unknown command: " + request.command()));
      }
    }
  }

  private void meta(Request request) throws InterruptedException {
    switch (request.command()) {
      case META + "describe" -> answer(request, "done", 0, Json.text(meta.orElseThrow().toMap()));
      case META + "cancel" -> {
        cancel(Json.text(request.data().get("id")));
        answer(request, "done", 0, "null");
      }
      default ->
          error(
              request, 404, named("CommandNotFound", "Unknown meta command: " + request.command()));
    }
  }

  private void cancel(String id) {
    List<Long> calls =
        running.entrySet().stream()
            .filter(entry -> entry.getValue().id().equals(id))
            .map(Map.Entry::getKey)
            .toList(); // each may end meanwhile
    calls.forEach(service::cancel);
  }

  private void call(Request request, CommandMeta command) throws InterruptedException {
    Map<String, Object> params = Defaults.fill(command.params(), request.data());
    Optional<Violation> violation = Validator.check(command.params(), params);
    if (violation.isPresent()) {
      error(request, 400, named("ValidationFailed", violation.get().text()));
    } else {
      running.put(++lastCall, request);
      service.call(lastCall, command.name(), Json.text(params));
    }
  }

  private static Map<String, Object> named(String name, String message) {
    return Map.of("message", message, "name", name);
  }

  private void error(Request request, int code, Map<String, Object> data)
      throws InterruptedException {
    answer(request, "error", code, Json.text(new TreeMap<>(data)));
  }

  private void answer(Request request, String status, int code, String data)
      throws InterruptedException {
    if (!lines.say(status, code, data, request.id())) {
      String why = Json.text(Map.of("message", "the answer is larger than " + Lines.MAX));
      lines.say("error", 1, why, request.id());
    }
    busy &= !request.ordered();
    answered.run();
  }

  @Override
  public void event(long call, String name, String data) throws InterruptedException {
    event(name, data, running.get(call).id());
  }

  @Override
  public void event(String name, String data) throws InterruptedException {
    event(name, data, NO_CALL);
  }

  private void event(String name, String data, String id) throws InterruptedException {
    String wrapped = "{\"data\":%s,\"event\":%s}".formatted(data, Json.text(name));
    if (!lines.say("event", 0, wrapped, id)) {
      throw Fault.error("emit: the event is larger than " + Lines.MAX);
    }
  }

  @Override
  public void end(long call, String status, int code, String data) throws InterruptedException {
    answer(running.remove(call), status, code, data);
    next();
  }
}
