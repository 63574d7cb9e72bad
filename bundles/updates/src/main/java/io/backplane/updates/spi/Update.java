package io.backplane.updates.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ProviderType;

/** An update or rollback that was asked for. Thread-safe. */
@ProviderType
public interface Update {

  /** As it is now. */
  UpdateRecord record();

  /** The steps it has come to, in their order. */
  List<Progress> steps();

  /** When the health window ends; empty while the new version is not being watched. */
  Optional<Instant> windowEndsAt();

  /**
   * What came of it, as soon as that is certain: a committed one may still be ending the old
   * version's calls. Completes in any case, also for a failure; not when the kernel ends.
   */
  CompletableFuture<UpdateRecord> outcome();

  /**
   * Completes when nothing of it goes on any more, whatever came of it; also when the kernel ends.
   */
  CompletableFuture<Void> over();

  /** A step that an update has come to, and when. */
  record Progress(UpdateStep step, Instant since) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map("step", step.word(), "since", since.toString());
    }
  }

  /** As it looks in JSON while it is under way. */
  default Map<String, Object> toMap() {
    Map<String, Object> map = record().toMap();
    map.put("steps", steps().stream().map(Progress::toMap).toList());
    map.put("windowEndsAt", windowEndsAt().map(Instant::toString).orElse(null));
    return map;
  }
}
