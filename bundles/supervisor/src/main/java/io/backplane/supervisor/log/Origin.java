package io.backplane.supervisor.log;

/**
 * Where a line of stderr came from.
 *
 * @param run the start: its number, with a suffix for a second process of the same instance
 * @param end offset in that start's stderr behind the line
 */
record Origin(String run, long end) {

  /** Whether this start is an earlier one of the same process. */
  boolean earlierThan(String other) {
    return suffix(run).equals(suffix(other)) && number(run) < number(other);
  }

  private static String suffix(String run) {
    return run.replaceFirst("^[0-9]+", "");
  }

  private static long number(String run) {
    return Long.parseLong(run.substring(0, run.length() - suffix(run).length()));
  }
}
