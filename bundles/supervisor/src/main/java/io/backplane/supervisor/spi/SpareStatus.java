package io.backplane.supervisor.spi;

import java.util.List;

/**
 * A process without a unit.
 *
 * @param waiting whether it can be taken; else it is still coming up
 * @param memoryBytes resident; 0 where it cannot be told
 */
public record SpareStatus(List<String> command, long pid, boolean waiting, long memoryBytes) {

  public SpareStatus {
    command = List.copyOf(command);
  }
}
