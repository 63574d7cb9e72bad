package io.backplane.units;

import java.time.Instant;
import java.util.Map;

/**
 * A configuration as it is kept.
 *
 * @param config sealed
 */
record ConfigRow(long number, Instant at, String by, Map<String, Object> config) {}
