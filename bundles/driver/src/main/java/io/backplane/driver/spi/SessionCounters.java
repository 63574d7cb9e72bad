package io.backplane.driver.spi;

import io.backplane.api.call.Values;
import java.util.Map;

/**
 * What a session has seen so far.
 *
 * @param requests written, those of the session itself included
 * @param bytesWritten of requests
 * @param bytesRead from stdout
 * @param answers terminals that reached a call
 * @param late terminals of calls that were over
 * @param events lines with {@code "status":"event"}
 * @param strays lines that were no answer, or one that nobody waited for
 * @param overflows lines over the frame limit
 * @param waiting requests whose answer is outstanding
 * @param streams open streams, those nobody listens to any more included
 */
public record SessionCounters(
    long requests,
    long bytesWritten,
    long bytesRead,
    long answers,
    long late,
    long events,
    long strays,
    long overflows,
    int waiting,
    int streams) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "requests", requests,
        "bytesWritten", bytesWritten,
        "bytesRead", bytesRead,
        "answers", answers,
        "late", late,
        "events", events,
        "strays", strays,
        "overflows", overflows,
        "waiting", waiting,
        "streams", streams);
  }
}
