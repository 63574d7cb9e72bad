package io.backplane.api.metrics;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** A service of whoever counts or measures something. */
@ConsumerType
@FunctionalInterface
public interface MetricSource {

  /** As it is now. Asked every few seconds and at every look, so it answers from memory. */
  List<Metric> metrics();
}
