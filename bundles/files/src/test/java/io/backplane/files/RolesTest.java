package io.backplane.files;

import static io.backplane.files.Rig.ADMIN;
import static io.backplane.files.Rig.OPERATOR;
import static io.backplane.files.Rig.VIEWER;
import static io.backplane.files.Rig.bytes;
import static io.backplane.files.Rig.denied;
import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.files.spi.Expected;
import io.backplane.files.spi.FileQuery;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who may look where. */
class RolesTest {

  private final Rig rig = new Rig();

  @AfterEach
  void close() throws Exception {
    rig.close();
  }

  @Test
  void a_viewer_sees_nothing() {
    for (String path : new String[] {"", "workspace", "shared", "logs"}) {
      denied(() -> rig.files.list(VIEWER, "one", path, false));
    }
  }

  @Test
  void what_may_be_secret_is_for_admins() throws Exception {
    rig.write("private/key", "s3cret");
    Files.writeString(rig.root.resolve("left-by-driver"), "s3cret");
    rig.write("workspace/a", "s3cret");
    for (String path : new String[] {"private/key", "config/instance.json", "left-by-driver"}) {
      denied(() -> rig.files.read(OPERATOR, "one", path));
      denied(() -> rig.files.entry(OPERATOR, "one", path));
      denied(() -> rig.files.write(OPERATOR, "one", path, bytes("x"), Expected.ANYTHING));
      denied(() -> rig.files.delete(OPERATOR, "one", path, false, Expected.ANYTHING));
      denied(() -> rig.files.move(OPERATOR, "one", path, "workspace/moved", false));
      denied(() -> rig.files.move(OPERATOR, "one", "workspace/a", path, true));
      assertThat(rig.files.entry(ADMIN, "one", path).directory()).isFalse();
    }
    denied(() -> rig.files.list(OPERATOR, "one", "private", false));
  }

  @Test
  void what_may_be_run_is_written_by_admins() {
    rig.write("workspace/a", "1");
    rig.write("shared/b", "1");
    assertThat(rig.files.entry(OPERATOR, "one", "workspace/a").directory()).isFalse();
    denied(() -> rig.files.write(OPERATOR, "one", "workspace/a", bytes("2"), Expected.ANYTHING));
    denied(() -> rig.files.move(OPERATOR, "one", "shared/b", "workspace/b", false));
    denied(() -> rig.files.delete(OPERATOR, "one", "workspace/a", false, Expected.ANYTHING));
    rig.files.write(OPERATOR, "one", "shared/b", bytes("2"), Expected.ANYTHING);
    rig.files.write(ADMIN, "one", "workspace/a", bytes("2"), Expected.ANYTHING);
  }

  @Test
  void a_walk_leaves_out_what_the_role_does_not_reach() {
    rig.write("private/key", "s3cret");
    rig.write("workspace/a", "s3cret");
    assertThat(rig.list(OPERATOR, "", true))
        .contains("private", "workspace", "workspace/a", "logs/out.log")
        .doesNotContain("private/key", "config/instance.json");
    assertThat(rig.list(ADMIN, "", true)).contains("private/key", "config/instance.json");
    var query = new FileQuery("s3cret", false, true, "");
    assertThat(rig.files.search(OPERATOR, "one", "", query).matches())
        .extracting(match -> match.path())
        .containsExactly("workspace/a");
    assertThat(rig.files.search(ADMIN, "one", "", query).matches()).hasSize(2);
    denied(() -> rig.files.search(OPERATOR, "one", "private", query));
  }
}
