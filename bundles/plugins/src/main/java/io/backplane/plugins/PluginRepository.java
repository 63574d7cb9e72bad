package io.backplane.plugins;

import io.backplane.api.event.Event.Level;
import io.backplane.plugins.PluginRow.Origin;
import io.backplane.plugins.spi.KeptVersion;
import io.backplane.store.spi.Transaction;
import java.util.List;
import java.util.Map;

/** Keeps which plugins should be there, and tells what happened to them. */
interface PluginRepository {

  List<PluginRow> all();

  /** A plugin that was not there. */
  void loaded(PluginRow row);

  /** Another version in the place of one, in an update's transaction. */
  void updated(Transaction tx, PluginRow row, String from);

  /** The same version with something about it changed. */
  void changed(PluginRow row);

  void remove(PluginRow row);

  /** Versions whose jars are kept, the last used first; of a plugin that is unloaded, too. */
  List<KeptVersion> versions(String id);

  /** A jar that is kept from now on, and has not been used. */
  void keep(String id, String version, String digest, Origin origin);

  void forget(String id, String digest);

  void tell(String type, String subject, Level level, Map<String, Object> data);
}
