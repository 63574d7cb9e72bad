package io.backplane.units;

import io.backplane.store.spi.Store;
import java.util.Map;
import java.util.Optional;

/** What services' own code has told of itself. */
record SqlCodes(Store store) {

  /**
   * @param digest of its files
   * @param meta as the service said it
   */
  record Code(String digest, Map<String, Object> meta) {}

  Optional<Code> find(String instance) {
    return store.read(
        r ->
            r.first(
                "SELECT digest, meta FROM units_code WHERE instance = ?",
                row -> new Code(row.text("digest"), Json.object(row.text("meta"))),
                instance));
  }

  void put(String instance, Code code) {
    store.write(
        tx ->
            tx.update(
                "INSERT OR REPLACE INTO units_code (instance, digest, meta) VALUES (?, ?, ?)",
                instance,
                code.digest(),
                Json.text(code.meta())));
  }

  void remove(String instance) {
    store.write(tx -> tx.update("DELETE FROM units_code WHERE instance = ?", instance));
  }
}
