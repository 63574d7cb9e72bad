package io.backplane.driver;

import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.testing.Await;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A caller that writes down what it is told. */
final class Heard implements CallSink {

  record Said(String kind, String name, int code, Object value) {}

  final List<Said> all = new CopyOnWriteArrayList<>();

  @Override
  public void event(String name, Object value) {
    all.add(new Said("event", name, 0, value));
  }

  @Override
  public void done(Object value) {
    all.add(new Said("done", "", 0, value));
  }

  @Override
  public void error(int code, Object value) {
    all.add(new Said("error", "", code, value));
  }

  @Override
  public void refused(Refusal refusal) {
    all.add(new Said("refused", "", 0, refusal.message()));
  }

  boolean over() {
    return !all.isEmpty() && !all.getLast().kind().equals("event");
  }

  List<Said> events() {
    return all.stream().filter(said -> said.kind().equals("event")).toList();
  }

  /** The terminal, awaited. */
  Said end() {
    Await.until("the call has ended", this::over);
    return all.getLast();
  }

  /** A member of the terminal's data, awaited. */
  Object end(String member) {
    return ((Map<?, ?>) end().value()).get(member);
  }
}
