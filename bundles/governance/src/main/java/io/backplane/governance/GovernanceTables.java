package io.backplane.governance;

import io.backplane.store.spi.Migrations;
import io.backplane.store.spi.Store;

/** The tables of this bundle. */
final class GovernanceTables {

  private GovernanceTables() {}

  static void migrate(Store store) {
    store.migrate(Migrations.of("governance", GovernanceTables.class, "0001_governance.sql"));
  }
}
