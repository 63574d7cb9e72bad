package io.backplane.web;

import io.backplane.api.call.Values;
import io.backplane.api.event.Event;
import io.backplane.store.spi.EventLog;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * Hands the event log on as server-sent events, their ids the events' numbers. {@code begin} tells
 * where; {@code gap} stands for events that the log has no longer. A comment line every 15 seconds
 * finds out whether the client is still there. After 5 minutes the stream ends, so that nobody is
 * told for ever who may not come in any more; whoever may comes again with {@code Last-Event-ID}.
 */
final class EventTail {

  private static final Duration BEAT = Duration.ofSeconds(15);
  private static final Duration LIMIT = Duration.ofMinutes(5);

  private final HttpServletResponse response;
  private final OutputStream out;
  private final Predicate<Event> wanted;

  EventTail(HttpServletResponse response, Predicate<Event> wanted) throws IOException {
    this.response = response;
    this.wanted = wanted;
    response.setContentType("text/event-stream");
    response.setCharacterEncoding("UTF-8");
    out = response.getOutputStream();
  }

  /**
   * @param from where the cursor stands
   */
  void serve(long from, EventLog.Cursor cursor) throws IOException {
    long until = System.nanoTime() + LIMIT.toNanos();
    long seq = from;
    tell("begin", seq, Values.map("last", seq));
    try {
      while (System.nanoTime() - until < 0) {
        List<Event> news = cursor.next(BEAT);
        if (news.isEmpty()) {
          write(": still there\n\n");
          continue;
        }
        if (news.getFirst().seq() > seq + 1) {
          tell("gap", news.getFirst().seq() - 1, Values.map("after", seq));
        }
        for (Event event : news) {
          if (wanted.test(event)) {
            tell("event", event.seq(), event.toMap());
          }
        }
        seq = news.getLast().seq();
      }
    } catch (InterruptedException e) {
      throw new InterruptedIOException("the kernel stops");
    }
  }

  private void tell(String type, long id, Object data) throws IOException {
    write("event: " + type + "\nid: " + id + "\ndata: " + Json.text(data) + "\n\n");
  }

  private void write(String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    response.flushBuffer();
  }
}
