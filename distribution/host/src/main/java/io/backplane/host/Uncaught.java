package io.backplane.host;

import io.backplane.host.js.JsRuntime;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;

/** What is told of an error that nobody has caught. */
record Uncaught(JsRuntime runtime) {

  private static final int FRAMES_MAX = 10;
  private static final String AT = "    at ";

  /** The message, and where in the service's own files it happened. */
  String told(PolyglotException e) {
    var text = new StringBuilder("Uncaught " + e.getMessage().strip());
    Optional<String> stack = stack(e.getGuestObject());
    stack
        .map(Uncaught::frames)
        .orElseGet(() -> frames(e))
        .filter(frame -> !frame.contains("backplane:"))
        .limit(FRAMES_MAX)
        .forEach(frame -> text.append("\n" + AT).append(frame));
    return text.toString();
  }

  /** Of an error; other values may be thrown too. */
  private static Optional<String> stack(Value thrown) {
    try {
      return Optional.ofNullable(thrown)
          .filter(it -> it.isException() && it.hasMember("stack"))
          .map(it -> it.getMember("stack"))
          .filter(Value::isString)
          .map(Value::asString);
    } catch (PolyglotException e) {
      return Optional.empty();
    }
  }

  private static Stream<String> frames(String stack) {
    return stack
        .lines()
        .filter(line -> line.startsWith(AT))
        .map(line -> line.substring(AT.length()));
  }

  private Stream<String> frames(PolyglotException e) {
    return StreamSupport.stream(e.getPolyglotStackTrace().spliterator(), false)
        .filter(StackFrame::isGuestFrame)
        .map(this::frame);
  }

  /** As an error's stack has it. */
  private String frame(StackFrame frame) {
    SourceSection at = frame.getSourceLocation();
    if (at == null || at.getSource().getPath() == null) {
      return frame.toString().replace("<js> ", "");
    }
    String place =
        "%s:%d:%d".formatted(at.getSource().getPath(), at.getStartLine(), at.getStartColumn());
    String name = frame.getRootName();
    return runtime.places(
        name == null || name.startsWith(":") ? place : "%s (%s)".formatted(name, place));
  }
}
