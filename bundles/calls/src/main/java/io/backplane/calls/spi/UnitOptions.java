package io.backplane.calls.spi;

/**
 * How the switchboard treats one unit.
 *
 * @param inFlightMax commands carried out at a time, 1 to 1,024; the rest queue
 * @param queueMax calls that may wait, 0 to 65,536; the rest are refused as busy
 * @param declaredOnly whether a command that the meta does not declare is refused
 */
public record UnitOptions(int inFlightMax, int queueMax, boolean declaredOnly) {

  /** For units that answer many calls at once. */
  public static final UnitOptions CONCURRENT = new UnitOptions(64, 1_024, true);

  /** For StdioLink drivers, which answer one request after the other. */
  public static final UnitOptions SERIAL = new UnitOptions(1, 1_024, false);

  public UnitOptions {
    if (inFlightMax < 1 || inFlightMax > 1_024) {
      throw new IllegalArgumentException("inFlightMax " + inFlightMax + " is not in 1..1024");
    }
    if (queueMax < 0 || queueMax > 65_536) {
      throw new IllegalArgumentException("queueMax " + queueMax + " is not in 0..65536");
    }
  }
}
