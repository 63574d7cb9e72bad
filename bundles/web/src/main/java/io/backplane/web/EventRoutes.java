package io.backplane.web;

import io.backplane.api.call.Values;
import io.backplane.api.event.Event;
import io.backplane.security.spi.Role;
import io.backplane.store.spi.EventLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What happened. */
record EventRoutes(EventLog log) {

  private static final int LIMIT = 200;
  private static final int LIMIT_MAX = 1_000;
  private static final int PAGE = 1_000;

  List<Route> routes() {
    return List.of(
        Route.get(
                "/api/events",
                Role.VIEWER,
                "Events in ascending order: those after 'since', or the newest below 'before'. With"
                    + " 'Accept: text/event-stream' those after 'Last-Event-ID' or 'since', or from"
                    + " now on, as they happen.",
                this::events)
            .query("since", "before", "limit", "type", "level"));
  }

  private void events(Exchange exchange) throws IOException {
    if (exchange.accepts("text/event-stream")) {
      follow(exchange);
    } else {
      list(exchange);
    }
  }

  private void follow(Exchange exchange) throws IOException {
    String known = exchange.request().getHeader("Last-Event-ID");
    long seq =
        known == null
            ? exchange.query("since", log.last(), 0, Long.MAX_VALUE)
            : Exchange.number("Last-Event-ID", known, 0, Long.MAX_VALUE);
    try (EventLog.Cursor cursor = log.follow(seq)) {
      new EventTail(exchange.response(), filter(exchange)).serve(seq, cursor);
    }
  }

  private void list(Exchange exchange) throws IOException {
    int limit = (int) exchange.query("limit", LIMIT, 1, LIMIT_MAX);
    long last = log.last();
    Predicate<Event> wanted = filter(exchange);
    List<Event> events =
        exchange.query("since").isPresent()
            ? after(exchange.query("since", 0, 0, Long.MAX_VALUE), limit, wanted)
            : below(exchange.query("before", last + 1, 1, Long.MAX_VALUE), limit, wanted);
    exchange.json(200, Map.of("events", events.stream().map(Event::toMap).toList(), "last", last));
  }

  private static Predicate<Event> filter(Exchange exchange) {
    String type = exchange.query("type").orElse("");
    String level = exchange.query("level").orElse("");
    return event ->
        event.type().startsWith(type)
            && (level.isEmpty() || Values.word(event.level()).equals(level));
  }

  private List<Event> after(long since, int limit, Predicate<Event> wanted) {
    var found = new ArrayList<Event>();
    long seq = since;
    while (found.size() < limit) {
      List<Event> page = log.since(seq, PAGE);
      if (page.isEmpty()) {
        break;
      }
      page.stream().filter(wanted).limit(limit - found.size()).forEach(found::add);
      seq = page.getLast().seq();
    }
    return found;
  }

  /** Walks backwards in pages, because the log is read forwards. */
  private List<Event> below(long before, int limit, Predicate<Event> wanted) {
    var found = new ArrayList<Event>();
    long end = Math.min(before, log.last() + 1);
    while (end > 1 && found.size() < limit) {
      long from = Math.max(0, end - 1 - PAGE);
      long below = end;
      List<Event> page =
          log.since(from, PAGE).stream().filter(e -> e.seq() < below).filter(wanted).toList();
      found.addAll(0, page.subList(Math.max(0, page.size() - (limit - found.size())), page.size()));
      end = from + 1;
    }
    return found;
  }
}
