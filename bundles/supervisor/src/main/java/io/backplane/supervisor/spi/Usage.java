package io.backplane.supervisor.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.Map;

/**
 * What all processes of a unit use together.
 *
 * @param cpu share of one core over the last period, 1.0 for a whole one
 * @param memoryBytes resident set
 * @param handles open file descriptors
 * @param readBytes read from storage since the start
 * @param writtenBytes written to storage since the start
 */
public record Usage(
    Instant at,
    double cpu,
    long memoryBytes,
    int threads,
    int handles,
    int processes,
    long readBytes,
    long writtenBytes) {

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "at", at.toString(),
        "cpu", cpu,
        "memoryBytes", memoryBytes,
        "threads", threads,
        "handles", handles,
        "processes", processes,
        "readBytes", readBytes,
        "writtenBytes", writtenBytes);
  }
}
