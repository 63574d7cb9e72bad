package io.backplane.supervisor.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One process of a unit, with those it started.
 *
 * @param parent its parent's number; 1 or another stranger's for one that was left behind
 * @param command its command line, or its name where it has none
 * @param state one letter, as in {@code /proc/<pid>/stat}
 * @param cpu share of one core since the last sample
 * @param handles open file descriptors, -1 where they cannot be counted
 */
public record ProcessNode(
    ProcessId id,
    long parent,
    String command,
    String state,
    Instant startedAt,
    double cpu,
    long memoryBytes,
    int threads,
    int handles,
    List<ProcessNode> children) {

  public ProcessNode {
    children = List.copyOf(children);
  }

  /** It, and all below it. */
  public Stream<ProcessNode> flat() {
    return Stream.concat(Stream.of(this), children.stream().flatMap(ProcessNode::flat));
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "pid", id.pid(),
        "parent", parent,
        "command", command,
        "state", state,
        "startedAt", startedAt.toString(),
        "cpu", cpu,
        "memoryBytes", memoryBytes,
        "threads", threads,
        "handles", handles < 0 ? null : handles,
        "children", children.stream().map(ProcessNode::toMap).toList());
  }
}
