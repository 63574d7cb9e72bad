package io.backplane.store;

import io.backplane.api.event.Event;
import io.backplane.store.spi.EventLog;
import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Store;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The database that loses nothing, and its event log. Immediate: a store that closes with its last
 * user would reopen.
 */
@Component(
    service = {Store.class, EventLog.class, ManagerStore.class},
    property = Store.DB + "=" + Store.MANAGER,
    immediate = true)
public final class ManagerStore implements Store, EventLog {

  private final SqliteStore store;

  @Activate
  public ManagerStore(@Reference StoreHome home) {
    this.store = SqliteStore.open(home.manager());
  }

  @Deactivate
  void close() {
    store.close();
  }

  @Override
  public void migrate(Migrations migrations) {
    store.migrate(migrations);
  }

  @Override
  public <T> T write(Write<T> work) {
    return store.write(work);
  }

  @Override
  public <T> T read(Read<T> work) {
    return store.read(work);
  }

  @Override
  public long last() {
    return store.events().last();
  }

  @Override
  public List<Event> since(long seq, int limit) {
    return store.events().since(seq, limit);
  }

  @Override
  public Cursor follow(long seq) {
    return store.events().follow(seq);
  }

  SqliteStore sqlite() {
    return store;
  }
}
