package io.backplane.host.js;

import java.util.Map;
import java.util.Optional;
import org.graalvm.polyglot.Value;

/** What a function was called with. */
public record Given(Value... values) {

  private Optional<Value> at(int index) {
    return index < values.length && !values[index].isNull()
        ? Optional.of(values[index])
        : Optional.empty();
  }

  public Optional<String> optionalText(int index) {
    return at(index).filter(Value::isString).map(Value::asString);
  }

  /**
   * @throws Fault a {@code TypeError} for anything but a string
   */
  public String text(int index, String name) {
    return optionalText(index).orElseThrow(() -> Fault.type(name + ": expected string"));
  }

  public Optional<Double> optionalNumber(int index) {
    return at(index).filter(Value::isNumber).map(Value::asDouble);
  }

  /**
   * @throws Fault a {@code TypeError} for anything but a number
   */
  public double number(int index, String name) {
    return optionalNumber(index).orElseThrow(() -> Fault.type(name + ": expected number"));
  }

  /** Anything but {@code true} is {@code false}. */
  public boolean flag(int index) {
    return at(index).filter(Value::isBoolean).map(Value::asBoolean).orElse(false);
  }

  /** An object that the JavaScript side has made into JSON text; empty where there is none. */
  public Map<String, Object> object(int index) {
    return optionalText(index).map(Json::object).orElse(Map.of());
  }

  /**
   * @throws Fault a {@code TypeError} for anything but a function
   */
  public Value function(int index, String name) {
    return at(index)
        .filter(Value::canExecute)
        .orElseThrow(() -> Fault.type(name + ": expected function"));
  }
}
