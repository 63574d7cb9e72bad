package io.backplane.state.spi;

import java.util.List;

/**
 * Some of many.
 *
 * @param entries in the order of their keys
 * @param more whether there are others behind the last one
 */
public record StatePage(List<StateEntry> entries, boolean more) {
  public StatePage {
    entries = List.copyOf(entries);
  }
}
