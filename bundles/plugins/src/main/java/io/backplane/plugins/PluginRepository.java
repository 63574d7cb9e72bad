package io.backplane.plugins;

import io.backplane.api.event.Event.Level;
import java.util.List;
import java.util.Map;

/** Keeps which plugins should be there, and tells what happened to them. */
interface PluginRepository {

  List<PluginRow> all();

  /**
   * @param previous the version it replaces; empty for none
   */
  void put(PluginRow row, String previous);

  /** The same jar under another path; no event. */
  void moved(String id, String entry);

  void remove(PluginRow row);

  void tell(String type, String subject, Level level, Map<String, Object> data);
}
