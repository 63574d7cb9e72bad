package io.backplane.files;

import static io.backplane.files.Rig.ADMIN;
import static io.backplane.files.Rig.SECRET;
import static io.backplane.files.Rig.bytes;
import static io.backplane.files.Rig.denied;
import static io.backplane.files.Rig.missing;
import static io.backplane.files.Rig.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.files.spi.Expected;
import io.backplane.files.spi.FileQuery;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links are not followed, wherever and whenever they are put; pipes are not opened. */
class LinksTest {

  private static final int ROUNDS = 200;
  private static final int STEPS = 50_000;

  private final Rig rig = new Rig();

  @AfterEach
  void close() throws Exception {
    rig.assertClean();
    rig.close();
  }

  private void link(String name, Path to) throws IOException {
    Files.createSymbolicLink(rig.workspace(name), to);
  }

  @Test
  void a_link_as_the_file_is_neither_read_nor_written_nor_moved() throws Exception {
    link("file", rig.outside.resolve("secret"));
    link("relative", Path.of("../../outside/secret"));
    link("nowhere", rig.base.resolve("nowhere"));
    link("self", Path.of("self"));
    rig.write("workspace/inside", "x");
    link("harmless", Path.of("inside"));
    for (String name : List.of("file", "relative", "nowhere", "self", "harmless")) {
      String path = "workspace/" + name;
      denied(() -> rig.read(path));
      denied(() -> rig.files.entry(ADMIN, "one", path));
      denied(() -> rig.write(path, "x"));
      denied(() -> rig.write(path, "x", Expected.ABSENT));
      denied(() -> rig.upload(path, bytes("x")));
      denied(() -> rig.move(path, "workspace/moved"));
      denied(() -> rig.files.move(ADMIN, "one", "workspace/inside", path, true));
      denied(() -> rig.files.list(ADMIN, "one", path, true));
    }
    assertThat(Files.exists(rig.base.resolve("nowhere"))).isFalse();
  }

  @Test
  void a_link_on_the_way_leads_nowhere() throws Exception {
    link("out", rig.outside);
    link("loop", Path.of("loop"));
    link("up", Path.of("../.."));
    Files.createDirectory(rig.workspace("real"));
    link("in", Path.of("real"));
    rig.write("workspace/mine", "x");
    for (String name : List.of("out", "loop", "up", "in")) {
      String path = "workspace/" + name + "/secret";
      denied(() -> rig.read(path));
      denied(() -> rig.write(path, "x"));
      denied(() -> rig.upload(path, bytes("x")));
      denied(() -> rig.directory("workspace/" + name + "/made"));
      denied(() -> rig.move(path, "workspace/moved"));
      denied(() -> rig.move("workspace/mine", path));
      denied(() -> rig.delete(path));
    }
  }

  @Test
  void a_link_is_left_out_of_lists_and_searches_and_deleting_it_leaves_what_it_leads_to()
      throws Exception {
    link("out", rig.outside);
    link("secret", rig.outside.resolve("secret"));
    var listing = rig.files.list(ADMIN, "one", "workspace", true);
    assertThat(listing.entries()).isEmpty();
    assertThat(listing.skipped()).isEqualTo(2);
    var query = new FileQuery(SECRET, false, true, "");
    assertThat(rig.files.search(ADMIN, "one", "", query).matches()).isEmpty();
    rig.delete("workspace/out");
    assertThat(Files.exists(rig.workspace("out"), LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  @Test
  void a_tree_with_links_is_deleted_without_what_they_lead_to() throws Exception {
    rig.directory("workspace/tree");
    link("tree/out", rig.outside);
    link("tree/secret", rig.outside.resolve("secret"));
    rig.delete("workspace/tree");
    assertThat(Files.exists(rig.workspace("tree"))).isFalse();
  }

  @Test
  void a_link_in_place_of_a_directory_that_the_instance_must_have_is_not_followed()
      throws Exception {
    for (String name : List.of("workspace", "private", "config", "logs")) {
      Path place = rig.root.resolve(name);
      Files.move(place, rig.root.resolve(name + "-away"));
      Files.createSymbolicLink(place, rig.outside);
      denied(() -> rig.read(name + "/secret"));
      denied(() -> rig.files.list(ADMIN, "one", name, true));
    }
    denied(() -> rig.write("workspace/new", "x"));
    denied(() -> rig.delete("private/secret"));
  }

  @Test
  void shared_is_where_the_kernel_has_it_and_not_where_the_link_of_that_name_leads()
      throws Exception {
    Files.delete(rig.root.resolve("shared"));
    Files.createSymbolicLink(rig.root.resolve("shared"), rig.outside);
    missing(() -> rig.read("shared/secret"));
    rig.write("shared/note", "for all");
    assertThat(rig.shared.resolve("note")).hasContent("for all");
    assertThat(rig.list(ADMIN, "", true)).contains("shared", "shared/note");
    rig.files.move(ADMIN, "two", "shared/note", "workspace/note", false);
    assertThat(rig.base.resolve("two/workspace/note")).hasContent("for all");
    Files.createSymbolicLink(rig.shared.resolve("out"), rig.outside);
    denied(() -> rig.read("shared/out/secret"));
  }

  @Test
  void an_instance_is_listed_though_there_is_nothing_shared() throws Exception {
    Files.delete(rig.shared);
    var listing = rig.files.list(ADMIN, "one", "", true);
    assertThat(listing.entries()).extracting(entry -> entry.path()).contains("workspace");
    assertThat(listing.skipped()).isEqualTo(1);
    missing(() -> rig.write("shared/a", "x"));
  }

  @Test
  void a_directory_that_becomes_a_link_while_its_file_is_on_its_way_gets_nothing()
      throws Exception {
    rig.directory("workspace/lib");
    Runnable swap = () -> swap(rig.workspace("lib"), rig.workspace("lib-away"));
    denied(
        () ->
            rig.files.upload(
                ADMIN, "one", "workspace/lib/new", body("x", swap), Expected.ANYTHING));
  }

  @Test
  void a_file_that_becomes_a_link_while_it_is_written_is_not_followed() throws Exception {
    rig.write("workspace/a", "old");
    Runnable swap =
        () -> {
          try {
            Files.delete(rig.workspace("a"));
            link("a", rig.outside.resolve("secret"));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        };
    denied(() -> rig.files.upload(ADMIN, "one", "workspace/a", body("x", swap), Expected.ANYTHING));
  }

  private void swap(Path directory, Path away) {
    try {
      Files.move(directory, away);
      Files.createSymbolicLink(directory, rig.outside);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does something in the middle of being read. */
  private static InputStream body(String text, Runnable between) {
    return new ByteArrayInputStream(bytes(text)) {
      private boolean done;

      @Override
      public synchronized int read(byte[] buffer, int from, int length) {
        if (!done) {
          done = true;
          between.run();
        }
        return super.read(buffer, from, length);
      }
    };
  }

  @Test
  void no_race_leads_out() throws Exception {
    try (var _ = flipping()) {
      for (int i = 0; i < ROUNDS; i++) {
        tried(() -> assertThat(rig.read("workspace/flip/secret")).isNotEqualTo(SECRET));
        tried(() -> rig.write("workspace/flip/secret", "inside"));
        tried(() -> rig.write("workspace/flip/new", "inside"));
        tried(() -> rig.directory("workspace/flip/made"));
        tried(() -> rig.move("workspace/flip/new", "workspace/flip/newer"));
        tried(() -> rig.delete("workspace/flip/newer"));
        tried(() -> rig.delete("workspace/flip/made"));
        var found = rig.files.search(ADMIN, "one", "", new FileQuery(SECRET, false, true, ""));
        assertThat(found.matches()).isEmpty();
      }
    }
  }

  @Test
  void no_step_between_looking_and_entering_leads_out() throws Exception {
    var path = FilePath.parse("path", "workspace/flip");
    try (var _ = flipping()) {
      for (int i = 0; i < STEPS; i++) {
        tried(
            () ->
                Faults.told(
                    path,
                    () -> {
                      try (Folder entered = new Area(rig.root).open(path)) {
                        assertThat(entered.find(Path.of("secret"))).isEmpty();
                        return path;
                      }
                    }));
      }
    }
  }

  /** A directory that is a link to another one every now and then, until this is closed. */
  private AutoCloseable flipping() throws IOException {
    Path place = rig.workspace("flip");
    Path real = rig.workspace("real");
    Path link = rig.workspace("link");
    Files.createDirectory(place);
    Files.createSymbolicLink(link, rig.outside);
    var stop = new AtomicBoolean();
    Thread flipping = Thread.ofPlatform().start(() -> flip(place, real, link, stop));
    return () -> {
      stop.set(true);
      flipping.join();
    };
  }

  private static void tried(Runnable act) {
    try {
      act.run();
    } catch (RefusedException e) {
      assertThat(e.refusal())
          .isInstanceOfAny(Refusal.Denied.class, Refusal.NotFound.class, Refusal.Conflict.class);
    }
  }

  private static void flip(Path place, Path real, Path link, AtomicBoolean stop) {
    try {
      while (!stop.get()) {
        Files.move(place, real);
        Files.move(link, place);
        Files.move(place, link);
        Files.move(real, place);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void writing_to_one_of_two_names_of_a_file_leaves_the_other_as_it_was() throws Exception {
    Files.createLink(rig.workspace("hard"), rig.outside.resolve("secret"));
    rig.write("workspace/hard", "mine");
    assertThat(rig.read("workspace/hard")).isEqualTo("mine");
  }

  @Test
  void renaming_one_of_two_names_of_a_file_to_the_other_leaves_one() throws Exception {
    rig.write("workspace/a", "x");
    Files.createLink(rig.workspace("b"), rig.workspace("a"));
    rig.files.move(ADMIN, "one", "workspace/a", "workspace/b", true);
    assertThat(rig.list(ADMIN, "workspace", false)).containsExactly("workspace/b");
  }

  @Test
  void pipes_and_sockets_are_not_opened_but_can_be_deleted() throws Exception {
    Path pipe = rig.workspace("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path socket = rig.workspace("socket");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      for (String path : List.of("workspace/pipe", "workspace/socket")) {
        denied(() -> rig.read(path));
        denied(() -> rig.write(path, "x"));
        denied(() -> rig.upload(path, bytes("x")));
        denied(() -> rig.move(path, "workspace/moved"));
        missing(() -> rig.read(path + "/below"));
        missing(() -> rig.files.list(ADMIN, "one", path, true));
      }
      var query = new FileQuery("x", false, true, "");
      assertThat(rig.files.search(ADMIN, "one", "workspace", query).matches()).isEmpty();
      assertThat(rig.files.list(ADMIN, "one", "workspace", true).skipped()).isEqualTo(2);
    }
    rig.delete("workspace/pipe");
    rig.delete("workspace/socket");
    assertThat(rig.list(ADMIN, "workspace", true)).isEmpty();
    assertThat(refusal(() -> rig.delete("workspace/pipe"))).isInstanceOf(Refusal.NotFound.class);
  }
}
