package io.backplane.store;

import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Store;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The database of figures and histories, whose last moments may go with the power. Immediate: a
 * store that closes with its last user would reopen.
 */
@Component(
    service = {Store.class, TelemetryStore.class},
    property = Store.DB + "=" + Store.TELEMETRY,
    immediate = true)
public final class TelemetryStore implements Store {

  private final SqliteStore store;

  @Activate
  public TelemetryStore(@Reference StoreHome home) {
    this.store = SqliteStore.open(home.telemetry());
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

  SqliteStore sqlite() {
    return store;
  }
}
