package io.backplane.files;

import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.api.event.Event.Level;
import io.backplane.store.spi.Store;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells open editors of changes. A change stands whether it can be told or not. */
record Announcements(Store store) {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.files");

  /** Type of the event. */
  static final String CHANGED = "file.changed";

  void written(Home.Place place, boolean created, String etag, String by) {
    tell(place, Values.map("what", created ? "created" : "written", "etag", etag, "by", by));
  }

  void directory(Home.Place place, String by) {
    tell(place, Values.map("what", "directory", "by", by));
  }

  void moved(Home.Place place, FilePath from, String by) {
    tell(place, Values.map("what", "moved", "from", from.toString(), "by", by));
  }

  void deleted(Home.Place place, String by) {
    tell(place, Values.map("what", "deleted", "by", by));
  }

  private void tell(Home.Place place, Map<String, Object> story) {
    story.put("instance", place.instance());
    story.put("path", place.path().toString());
    try {
      store.write(tx -> tx.emit(CHANGED, place.instance(), Level.INFO, story));
    } catch (RefusedException e) {
      LOG.warn("a change of {} is not in the event log: {}", place.instance(), e.getMessage());
    }
  }
}
