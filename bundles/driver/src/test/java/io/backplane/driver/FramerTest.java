package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FramerTest {

  private static final int LIMIT = 1 << 10;

  /** Bytes that come in pieces. */
  private record Pieces(ByteBuffer bytes, IntUnaryOperator size) implements ReadableByteChannel {
    @Override
    public int read(ByteBuffer target) {
      if (!bytes.hasRemaining()) {
        return -1;
      }
      int wished = Math.max(1, size.applyAsInt(bytes.position()));
      int count = Math.min(wished, Math.min(bytes.remaining(), target.remaining()));
      target.put(bytes.slice(bytes.position(), count));
      bytes.position(bytes.position() + count);
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  private static List<String> lines(byte[] bytes, int limit, IntUnaryOperator size) {
    var framer = new Framer(new Pieces(ByteBuffer.wrap(bytes), size), limit);
    var found = new ArrayList<String>();
    try {
      for (var next = framer.next(); next != Framer.Found.END; next = framer.next()) {
        String text =
            new String(
                framer.bytes(),
                framer.from(),
                framer.to() - framer.from(),
                StandardCharsets.ISO_8859_1);
        found.add(next == Framer.Found.LINE ? text : "over " + framer.head() + " … " + text);
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return found;
  }

  private static List<String> lines(String text) {
    return lines(text.getBytes(StandardCharsets.ISO_8859_1), LIMIT, at -> 4096);
  }

  @Test
  void lines_end_with_a_newline_or_both_bytes_and_the_last_one_without() {
    assertThat(lines("a\nbc\r\nd")).containsExactly("a", "bc", "d");
    assertThat(lines("a\r")).containsExactly("a");
    assertThat(lines("")).isEmpty();
  }

  @Test
  void blank_lines_and_a_byte_order_mark_are_left_out() {
    assertThat(lines("\n  \t \r\n\u00ef\u00bb\u00bfx\n\u00ef\u00bb\u00bf\n y\n"))
        .containsExactly("x", "y");
  }

  @Test
  void zero_bytes_and_bytes_of_no_encoding_stay_in_their_line() {
    assertThat(lines("a\0b\n\u00ff\u00fe\n")).containsExactly("a\0b", "\u00ff\u00fe");
  }

  @Test
  void a_line_of_the_limit_is_taken_and_one_byte_more_is_not() {
    String most = "x".repeat(LIMIT);
    assertThat(lines(most + "\r\n" + most)).containsExactly(most, most);
    assertThat(lines(most + "x\nnext")).hasSize(2).element(1).isEqualTo("next");
    assertThat(lines(most + "x\nnext").getFirst()).startsWith("over xxx");
    assertThat(lines(most + "x")).hasSize(1).first().asString().startsWith("over xxx");
  }

  @Test
  void both_ends_of_an_overflowing_line_are_kept() {
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes("BEGIN".getBytes(StandardCharsets.UTF_8));
    bytes.writeBytes(new byte[3 * Framer.CHUNK]);
    bytes.writeBytes("END\r\nnext".getBytes(StandardCharsets.UTF_8));
    List<String> found = lines(bytes.toByteArray(), LIMIT, at -> 1 + at % 977);
    assertThat(found).hasSize(2).element(1).isEqualTo("next");
    assertThat(found.getFirst()).startsWith("over BEGIN").endsWith("END");
  }

  @Test
  void a_long_line_under_the_limit_comes_whole_and_the_buffer_shrinks_behind_it() throws Exception {
    byte[] large = new byte[5 * Framer.CHUNK];
    Arrays.fill(large, (byte) 'z');
    var text = new ByteArrayOutputStream();
    text.writeBytes(large);
    text.writeBytes("\nend\n".getBytes(StandardCharsets.UTF_8));
    var pieces = new Pieces(ByteBuffer.wrap(text.toByteArray()), at -> 50_000);
    var framer = new Framer(pieces, 1 << 20);
    assertThat(framer.next()).isEqualTo(Framer.Found.LINE);
    assertThat(framer.to() - framer.from()).isEqualTo(large.length);
    assertThat(framer.next()).isEqualTo(Framer.Found.LINE);
    assertThat(framer.next()).isEqualTo(Framer.Found.END);
    assertThat(framer.bytes()).hasSize(Framer.CHUNK);
  }

  @Property
  void the_first_newline_is_found_wherever_it_is(@ForAll byte[] bytes, @ForAll byte at) {
    byte[] text = Arrays.copyOf(bytes, bytes.length + 20);
    text[Math.floorMod(at, text.length)] = '\n';
    int expected = 0;
    while (text[expected] != '\n') {
      expected++;
    }
    assertThat(Framer.indexOfNewline(text, 0, text.length)).isEqualTo(expected);
    assertThat(Framer.indexOfNewline(text, 0, expected)).isEqualTo(-1);
  }

  @Property
  void lines_do_not_depend_on_how_the_bytes_are_cut(
      @ForAll("texts") byte[] bytes, @ForAll int seed) {
    List<String> whole = lines(bytes, LIMIT, at -> Integer.MAX_VALUE);
    assertThat(lines(bytes, LIMIT, at -> 1)).isEqualTo(whole);
    assertThat(lines(bytes, LIMIT, at -> Math.floorMod(at * 31 + seed, 700))).isEqualTo(whole);
  }

  @Provide
  Arbitrary<byte[]> texts() {
    Arbitrary<String> part =
        Arbitraries.oneOf(
            Arbitraries.of("\n", "\r\n", "\r", " ", "\u00ef\u00bb\u00bf", "\0", "{\"a\":1}"),
            Arbitraries.of(LIMIT - 1, LIMIT, LIMIT + 1, LIMIT + 2, 70_000).map("y"::repeat),
            Arbitraries.strings().ofMaxLength(20).withCharRange('\0', '\u00ff'));
    return part.list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts).getBytes(StandardCharsets.ISO_8859_1));
  }
}
