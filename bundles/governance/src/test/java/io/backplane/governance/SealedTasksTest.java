package io.backplane.governance;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.calls.CallSwitchboard;
import io.backplane.calls.spi.Registration;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.governance.spi.Task;
import io.backplane.governance.spi.TaskOrder;
import io.backplane.security.KeyFileSecrets;
import io.backplane.security.spi.Secrets;
import io.backplane.testing.Await;
import io.backplane.testing.GivenSettings;
import io.backplane.testing.TempStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SealedTasksTest {

  private static final String SECRET = "hush-hush-4711";
  private static final Map<String, Object> PARAMS = Map.of("n", 1L, "password", SECRET);

  @AutoClose private final TempStore store = new TempStore();
  private final CallSwitchboard board = new CallSwitchboard();
  private final Worker worker = new Worker();
  private final Registration plugged =
      board.register("plugin", "worker", worker, new UnitOptions(64, 64, true));
  private StoredTasks tasks = open();

  private StoredTasks open() {
    var params = new TaskParams(new KeyFileSecrets(store.directory()));
    return new StoredTasks(
        new Surroundings(store, board, new GivenSettings(), params, store.clock()));
  }

  @AfterEach
  void close() {
    tasks.close();
    plugged.close();
  }

  private void killed() {
    tasks.close();
    store.restart();
    tasks = open();
  }

  private long submit(String command, Map<String, Object> params) {
    return tasks.submit(new TaskOrder("plugin:worker", command, params, "ann", "bob", false)).id();
  }

  private String kept(long id) {
    return store.read(reader -> SqlTasks.params(reader, id));
  }

  private void keep(long id, String params) {
    store.write(tx -> tx.update("UPDATE governance_tasks SET params = ? WHERE id = ?", params, id));
  }

  private Task ended(long id) {
    tasks.line().beginWaiting();
    return Await.value("task " + id + " has ended", () -> tasks.find(id), Task::ended);
  }

  /** The database as it lies on the disk, write-ahead log and free pages and all. */
  private boolean onDisk(String text) throws IOException {
    List<Path> files;
    try (var below = Files.list(store.directory())) {
      files = below.filter(Files::isRegularFile).toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      if (new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void a_secret_never_reaches_the_disk_in_clear() throws IOException {
    long id = submit("hold", PARAMS);
    assertThat(kept(id)).startsWith(Secrets.PREFIX);
    assertThat(onDisk(kept(id))).isTrue();
    assertThat(onDisk(SECRET)).isFalse();

    tasks.line().beginWaiting();
    Await.until("it runs", () -> worker.held.size() == 1);
    assertThat(worker.asked.getFirst().params()).isEqualTo(PARAMS);
    assertThat(onDisk(SECRET)).isFalse();
    worker.held.remove().done("done");
    ended(id);
    assertThat(TaskJson.object(kept(id))).isEqualTo(Map.of("n", 1L, "password", "***"));
    assertThat(onDisk(SECRET)).isFalse();
  }

  @Test
  void a_task_that_waited_through_a_restart_is_called_with_its_secret() {
    long waited = submit("echo", PARAMS);
    long again = submit("again", PARAMS);
    killed();
    tasks.line().beginWaiting();
    Await.until("the second runs", () -> worker.held.size() == 1);
    assertThat(ended(waited).answer().orElseThrow().value()).isEqualTo(PARAMS);
    killed();
    tasks.line().beginWaiting();
    Await.until("it runs again", () -> worker.held.size() == 2);
    assertThat(tasks.find(again).attempts()).isEqualTo(2);
    assertThat(worker.asked).allMatch(it -> it.params().equals(PARAMS));
  }

  @Test
  void what_lies_there_in_clear_is_carried_out_too() {
    long before = submit("echo", PARAMS);
    keep(before, TaskJson.text(PARAMS));
    assertThat(ended(before).answer().orElseThrow().value()).isEqualTo(PARAMS);
    assertThat(kept(before)).doesNotContain(SECRET);
  }

  @Test
  void without_secrets_parameters_lie_as_they_are() {
    long open = submit("echo", Map.of("n", 1L));
    assertThat(kept(open)).isEqualTo("{\"n\":1}");
  }

  @Test
  void what_was_sealed_for_another_task_fails_and_holds_nobody_up() {
    long first = submit("echo", PARAMS);
    long second = submit("echo", PARAMS);
    long third = submit("echo", PARAMS);
    keep(second, kept(first));

    assertThat(ended(second).state()).isEqualTo("failed");
    assertThat(ended(second).reason())
        .startsWith("its parameters are lost: task/" + second)
        .doesNotContain(SECRET);
    assertThat(kept(second)).doesNotContain(Secrets.PREFIX);
    assertThat(List.of(ended(first).state(), ended(third).state())).containsOnly("completed");
  }
}
