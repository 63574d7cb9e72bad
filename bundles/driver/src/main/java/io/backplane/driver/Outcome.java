package io.backplane.driver;

/**
 * What a line means for what is in flight.
 *
 * @param whose null where the verdict names nobody
 */
record Outcome(Rules.Verdict verdict, Flight whose) {}
