package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.driver.Answer.Status;
import io.backplane.driver.AnswerReader.MalformedException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

  private static Answer read(String line) throws MalformedException {
    return read(line.getBytes(StandardCharsets.UTF_8));
  }

  private static Answer read(byte[] bytes) throws MalformedException {
    return AnswerReader.read(bytes, 0, bytes.length);
  }

  private static Object data(String json) throws MalformedException {
    return read("{\"code\":0,\"data\":" + json + ",\"status\":\"done\"}").data();
  }

  @Test
  void members_come_in_any_order_and_unknown_ones_are_passed_over() throws Exception {
    assertThat(read("{\"status\":\"error\",\"x\":{\"y\":[1]},\"data\":null,\"code\":-1}"))
        .isEqualTo(new Answer(Status.ERROR, -1, null, 0));
    assertThat(read("{\"status\":\"done\"}")).isEqualTo(new Answer(Status.DONE, 0, null, 0));
    assertThat(read("{\"status\":\"done\",\"code\":3.0,\"id\":7} "))
        .isEqualTo(new Answer(Status.DONE, 3, null, 7));
  }

  @Test
  void the_last_of_a_duplicate_wins() throws Exception {
    assertThat(read("{\"status\":\"event\",\"status\":\"done\"}").status()).isEqualTo(Status.DONE);
  }

  @ParameterizedTest
  @CsvSource({
    "1, java.lang.Integer",
    "-2147483649, java.lang.Long",
    "0.1, java.lang.Double",
    "0.30000000000000004, java.lang.Double",
    "1e+21, java.lang.Double",
    "1e-07, java.lang.Double",
    "123456789012345678901234567890, java.math.BigInteger",
    "1e400, java.math.BigDecimal",
    "0.1234567890123456789, java.math.BigDecimal"
  })
  void numbers_keep_every_digit(String text, Class<?> type) throws Exception {
    Object number = data(text);
    assertThat(number).isInstanceOf(type);
    assertThat(new BigDecimal(number.toString())).isEqualByComparingTo(new BigDecimal(text));
  }

  @Test
  void values_are_of_the_jdk() throws Exception {
    assertThat(data("{\"b\":[true,null,\"ü\\u0000😀\"],\"a\":9007199254740993}"))
        .isEqualTo(
            Map.of("b", java.util.Arrays.asList(true, null, "ü\0😀"), "a", 9007199254740993L));
    assertThat(data("-0")).isEqualTo(0);
    assertThat(data("18446744073709551616")).isEqualTo(BigInteger.ONE.shiftLeft(64));
  }

  @Test
  void bytes_that_are_no_text_become_the_replacement_character() throws Exception {
    byte[] line =
        "{\"data\":\"bad\u00ff!\",\"status\":\"done\"}".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(read(line).data()).isEqualTo("bad\ufffd!");
  }

  @Test
  void raw_control_characters_in_strings_are_taken() throws Exception {
    assertThat(data("\"a\tb\0c\"")).isEqualTo("a\tb\0c");
  }

  @Test
  void an_event_is_named_only_in_its_wrapping() throws Exception {
    Answer named =
        read(
            "{\"code\":1,\"data\":{\"data\":{\"p\":5},\"event\":\"ws.error\"},"
                + "\"status\":\"event\"}");
    assertThat(named.eventName()).isEqualTo("ws.error");
    assertThat(named.eventData()).isEqualTo(Map.of("p", 5));
    assertThat(named.code()).isEqualTo(1);
    for (String bare :
        List.of(
            "{\"event\":\"x\"}",
            "{\"event\":5,\"data\":1}",
            "{\"event\":\"x\",\"data\":1,\"more\":2}",
            "[1]",
            "null")) {
      Answer answer = read("{\"data\":" + bare + ",\"status\":\"event\"}");
      assertThat(answer.eventName()).isEmpty();
      assertThat(answer.eventData()).isEqualTo(answer.data());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "{",
        "{}",
        "[1,2]",
        "\"x\"",
        "5",
        "{\"code\":0,\"data\":{}}",
        "{\"status\":\"ok\"}",
        "{\"status\":5}",
        "{\"status\":\"done\",\"code\":\"0\"}",
        "{\"status\":\"done\",\"code\":99999999999}",
        "{\"status\":\"done\",\"code\":1.5}",
        "{\"status\":\"done\"} x",
        "{\"status\":\"done\"}{\"status\":\"done\"}",
        "{\"status\":\"done\",\"data\":NaN}",
        "{\"status\":\"done\",\"data\":01}",
        "{\"status\":\"done\",\"data\":}",
        "{\"status\":\"done\",\"data\":[1,}",
        "\0{\"status\":\"done\"}"
      })
  void what_is_no_answer_is_told_as_such(String line) {
    assertThatThrownBy(() -> read(line)).isInstanceOf(MalformedException.class);
  }

  @Test
  void nesting_is_taken_up_to_its_limit() throws Exception {
    int most = AnswerReader.DEPTH_MAX - 1;
    assertThat(data("[".repeat(most) + "]".repeat(most))).isInstanceOf(List.class);
    assertThatThrownBy(() -> data("[".repeat(most + 1) + "]".repeat(most + 1)))
        .isInstanceOf(MalformedException.class);
  }

  @Property
  void any_bytes_are_an_answer_or_malformed(@ForAll byte[] bytes) {
    try {
      if (bytes.length > 0) {
        read(bytes);
      }
    } catch (MalformedException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
