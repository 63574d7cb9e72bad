package io.backplane.driver;

import io.backplane.driver.spi.SessionListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that writes down what it is told. */
final class Ear implements SessionListener {

  final List<Heard.Said> events = new CopyOnWriteArrayList<>();
  final List<String> strays = new CopyOnWriteArrayList<>();
  final List<String> outOfStep = new CopyOnWriteArrayList<>();
  final List<String> ended = new CopyOnWriteArrayList<>();

  @Override
  public void event(String name, int code, Object value) {
    events.add(new Heard.Said("event", name, code, value));
  }

  @Override
  public void stray(String line, String why) {
    strays.add(line);
  }

  @Override
  public void outOfStep(String why) {
    outOfStep.add(why);
  }

  @Override
  public void ended(String why) {
    ended.add(why);
  }
}
