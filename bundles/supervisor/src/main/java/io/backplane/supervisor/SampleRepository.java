package io.backplane.supervisor;

import io.backplane.supervisor.spi.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Where samples are kept. Thread-safe. */
interface SampleRepository {

  void add(Map<String, Usage> samples);

  /** Of one unit, oldest first. */
  List<Usage> between(String unit, Instant since, Instant until);

  void deleteBefore(Instant oldest);
}
