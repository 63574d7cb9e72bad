package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestWriterTest {

  private final RequestWriter writer = new RequestWriter(1 << 20);

  private String write(String command, Map<String, Object> params, long id) {
    return StandardCharsets.UTF_8.decode(writer.write(command, params, id)).toString();
  }

  @Test
  void data_is_left_out_when_there_is_none() {
    assertThat(write("ping", Map.of(), 0)).isEqualTo("{\"cmd\":\"ping\"}\n");
    assertThat(write("ping", Map.of(), 3)).isEqualTo("{\"cmd\":\"ping\",\"id\":3}\n");
  }

  @Test
  void every_kind_of_value_is_written_compactly_and_unescaped() {
    var params =
        Values.map(
            "text",
            "a\"b\n命令😀",
            "list",
            Arrays.asList(1, true, null, 2.5, 1L << 40),
            "map",
            Map.of("big", BigInteger.TEN.pow(30)),
            "exact",
            new BigDecimal("0.1234567890123456789"));
    assertThat(write("x", params, 0))
        .isEqualTo(
            "{\"cmd\":\"x\",\"data\":{\"text\":\"a\\\"b\\n命令😀\","
                + "\"list\":[1,true,null,2.5,1099511627776],"
                + "\"map\":{\"big\":1000000000000000000000000000000},"
                + "\"exact\":0.1234567890123456789}}\n");
  }

  @Test
  void what_json_has_no_word_for_is_null() {
    assertThat(write("x", Map.of("a", List.of(Double.NaN, Double.NEGATIVE_INFINITY)), 0))
        .isEqualTo("{\"cmd\":\"x\",\"data\":{\"a\":[null,null]}}\n");
  }

  @Test
  void half_a_character_is_escaped_since_it_has_no_bytes() {
    assertThat(write("x", Map.of("a", "\ud83d"), 0))
        .isEqualToIgnoringCase("{\"cmd\":\"x\",\"data\":{\"a\":\"\\ud83d\"}}\n");
    assertThat(write("x", Map.of("\ude00b", "\ud83dc"), 0)).contains("b\"").contains("c\"");
  }

  @Test
  void a_request_over_the_frame_limit_is_refused() {
    var small = new RequestWriter(1 << 10);
    assertThatThrownBy(() -> small.write("x", Map.of("a", "y".repeat(1 << 10)), 0))
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> assertThat(e.refusal()).isInstanceOf(Refusal.OverCap.class));
  }
}
