package io.backplane.calls;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What all lines share. */
record Exchange(Clock clock, LongSupplier nanos, CallRing ring, Limits limits, AtomicLong ids) {

  Exchange(Clock clock, LongSupplier nanos, CallRing ring, Limits limits) {
    this(clock, nanos, ring, limits, new AtomicLong());
  }
}
