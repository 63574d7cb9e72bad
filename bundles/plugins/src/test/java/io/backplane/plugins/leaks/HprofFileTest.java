package io.backplane.plugins.leaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HprofFileTest {

  @TempDir private Path folder;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private void header(int idBytes) throws IOException {
    out.write("JAVA PROFILE 1.0.2\0".getBytes(StandardCharsets.ISO_8859_1));
    out.writeInt(idBytes);
    out.writeLong(0);
  }

  private void record(int tag, int length) throws IOException {
    out.write(tag);
    out.writeInt(0);
    out.writeInt(length);
  }

  private HprofFile open() throws IOException {
    return HprofFile.open(Files.write(folder.resolve("heap.hprof"), bytes.toByteArray()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "JAVA", "JAVA PROFILE 1.0.1\0aaaabbbbbbbb", "PK\3\4 and so on, for a while"})
  void another_file_is_refused(String content) throws IOException {
    out.write(content.getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a heap dump");
  }

  @Test
  void a_dump_that_was_cut_short_is_refused() throws IOException {
    header(8);
    record(0x1c, 1000);
    out.write(0x05);

    try (HprofFile file = open()) {
      assertThatThrownBy(() -> file.records(new HprofFile.Records() {}))
          .isInstanceOf(EOFException.class);
    }
  }

  @Test
  void what_is_unknown_outside_the_heap_is_passed_over_and_inside_refused() throws IOException {
    header(8);
    record(0x77, 3);
    out.write(new byte[3]);
    record(0x1c, 9);
    out.write(0x66);
    out.writeLong(1);

    try (HprofFile file = open()) {
      assertThatThrownBy(() -> file.records(new HprofFile.Records() {}))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("unknown kind 102");
    }
  }

  @Test
  void ids_of_four_bytes_are_read_too() throws IOException {
    header(4);
    record(0x01, 4 + 5);
    out.writeInt(0xffff_fff0);
    out.writeBytes("hello");
    record(0x0c, 5 + 13);
    out.write(HprofFile.ROOT_CLASS);
    out.writeInt(16);
    out.write(HprofFile.ROOT_THREAD);
    out.writeInt(24);
    out.writeInt(3);
    out.writeInt(4);

    List<Object> seen = new ArrayList<>();
    try (HprofFile file = open()) {
      file.records(
          new HprofFile.Records() {
            @Override
            public void text(long id, long at, int length) {
              seen.add(id + " " + file.utf8(at, length));
            }

            @Override
            public void root(HprofFile.Root root) {
              seen.add(root);
            }
          });
    }
    assertThat(seen)
        .containsExactly(
            "4294967280 hello",
            new HprofFile.Root(HprofFile.ROOT_CLASS, 16, 0, -1),
            new HprofFile.Root(HprofFile.ROOT_THREAD, 24, 3, 4));
  }

  @Test
  void names_of_classes_are_told_as_in_source() {
    assertThat(HeapNames.readable("java/lang/Object")).isEqualTo("java.lang.Object");
    assertThat(HeapNames.readable("[[Ljava/lang/Object;")).isEqualTo("java.lang.Object[][]");
    assertThat(HeapNames.readable("[J")).isEqualTo("long[]");
  }
}
