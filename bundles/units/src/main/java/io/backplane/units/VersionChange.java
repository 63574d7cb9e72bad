package io.backplane.units;

import io.backplane.api.call.Values;
import io.backplane.calls.spi.Registration;
import io.backplane.meta.spi.Bump;
import io.backplane.store.spi.Transaction;
import io.backplane.units.InstanceRow.Running;
import io.backplane.units.SqlInstances.Story;
import io.backplane.updates.spi.Changeover;
import io.backplane.updates.spi.UpdateRecord;
import java.util.Map;
import java.util.Optional;

/**
 * One version of an instance in the place of another.
 *
 * @param row as it is when the new version is the instance's
 * @param config a new one that comes with the new version
 * @param overlap whether the new version has a process beside the old one's
 */
record VersionChange(
    LiveInstance instance,
    ProcessVersion old,
    ProcessVersion next,
    InstanceRow row,
    Optional<ConfigRow> config,
    boolean overlap)
    implements Changeover {

  @Override
  public Bump type() {
    return VersionOrder.bump(old.version(), next.version());
  }

  @Override
  public Registration registration() {
    return instance.registration();
  }

  /** How the process of that name is started while this goes on. */
  Optional<ProcessLaunch> launch(String supervised) {
    return next.launch(supervised).or(() -> old.launch(supervised));
  }

  @Override
  public Optional<Snapshot> snapshot() {
    return Optional.empty();
  }

  @Override
  public Optional<String> objection() {
    return Optional.empty();
  }

  @Override
  public void switched() {}

  @Override
  public void commit(Transaction tx, UpdateRecord record) {
    var story =
        new Story(
            "instance.updated",
            Map.of(
                "from", record.from(),
                "to", record.to(),
                "what", Values.word(record.what()),
                "by", record.by()));
    SqlInstances.commit(tx, row, config, story);
    if (overlap) {
      SqlInstances.running(tx, row.id(), Running.of(row));
    } else {
      SqlSwitches.settled(tx, row.id());
    }
  }

  @Override
  public void committed(UpdateRecord record) {
    instance.become(row.stored(), overlap ? Running.of(row) : instance.running());
    instance.changed();
  }

  @Override
  public void reverted(String failure) {
    try {
      if (!next.stands()) {
        instance.surroundings().switches().settled(row.id());
      }
    } finally {
      instance.changed();
    }
  }
}
