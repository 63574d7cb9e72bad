package io.backplane.units.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** An update or rollback under way. Thread-safe. */
@ProviderType
public interface Update {

  /** As in {@link UpdateRecord#id}. */
  long id();

  String instance();

  /** The steps it has come to, in their order. */
  List<Progress> steps();

  /** What came of it. Completes in any case, also for a failure; not when the kernel ends. */
  CompletableFuture<UpdateRecord> outcome();

  /**
   * A step that an update has come to.
   *
   * @param since when
   */
  record Progress(String from, String to, UpdateStep step, Instant since) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map("from", from, "to", to, "step", step.word(), "since", since.toString());
    }
  }
}
