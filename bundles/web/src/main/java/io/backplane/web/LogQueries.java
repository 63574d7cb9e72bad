package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.supervisor.spi.LogLevel;
import io.backplane.supervisor.spi.LogQuery;
import io.backplane.supervisor.spi.LogStream;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Reads what is wanted of a log from a request's query. */
final class LogQueries {

  static final String[] NAMES = {"since", "until", "level", "stream", "text", "regex"};

  private LogQueries() {}

  /**
   * @throws RefusedException {@link Refusal.Invalid} naming the parameter
   */
  static LogQuery of(HttpServletRequest request) {
    return new LogQuery(
        instant(request, "since"),
        instant(request, "until"),
        word(request, "level", LogLevel.class).orElse(LogLevel.TRACE),
        word(request, "stream", LogStream.class),
        given(request, "text").orElse(""),
        given(request, "regex").map(LogQuery::regex));
  }

  private static Optional<String> given(HttpServletRequest request, String name) {
    return Optional.ofNullable(request.getParameter(name)).filter(text -> !text.isEmpty());
  }

  /** A moment of the query. */
  static Optional<Instant> instant(HttpServletRequest request, String name) {
    return given(request, name).map(text -> instant(name, text));
  }

  private static Instant instant(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new RefusedException(
          new Refusal.Invalid(name, "must be a time such as 2026-01-31T12:00:00Z"));
    }
  }

  private static <E extends Enum<E>> Optional<E> word(
      HttpServletRequest request, String name, Class<E> type) {
    return given(request, name).map(text -> constant(name, type, text));
  }

  private static <E extends Enum<E>> E constant(String name, Class<E> type, String text) {
    for (E value : type.getEnumConstants()) {
      if (Values.word(value).equals(text)) {
        return value;
      }
    }
    throw new RefusedException(new Refusal.Invalid(name, "does not know '" + text + "'"));
  }
}
