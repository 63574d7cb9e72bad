package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OverlongTest {

  private static boolean terminal(String head, String tail) {
    return Overlong.of(head, tail).terminal();
  }

  @Test
  void sorted_members_have_the_status_last() {
    assertThat(terminal("{\"code\":0,\"data\":\"xx", "xx\",\"status\":\"done\"}")).isTrue();
    assertThat(terminal("{\"code\":0,\"data\":[1", "2],\"status\":\"error\"}  ")).isTrue();
    assertThat(terminal("{\"code\":0,\"data\":[1", "2],\"status\":\"event\"}")).isFalse();
  }

  @Test
  void members_as_written_may_have_it_first_or_before_small_ones() {
    assertThat(terminal("{\"status\": \"done\", \"code\": 0, \"data\": [1", "2]}")).isTrue();
    assertThat(terminal("{\"code\": 0, \"status\": \"error\", \"data\": [1", "2]}")).isTrue();
    assertThat(terminal("{\"data\": [1", "2], \"status\": \"done\", \"code\": -7}")).isTrue();
    assertThat(terminal("{\"status\": \"event\", \"data\": [1", "2]}")).isFalse();
  }

  @Test
  void a_status_inside_the_data_says_nothing() {
    assertThat(terminal("{\"code\":0,\"data\":{\"status\":\"done\",", ",\"status\":\"done\"}}"))
        .isFalse();
    assertThat(terminal("garbage", "\"status\":\"done\"} and more")).isFalse();
  }

  @Test
  void the_id_is_found_at_either_end() {
    assertThat(Overlong.of("{\"id\":12,\"data\":[", "]}").id()).isEqualTo(12);
    assertThat(Overlong.of("{\"code\":0,\"id\":12,\"data\":[", "]}").id()).isEqualTo(12);
    assertThat(Overlong.of("{\"code\":0,\"data\":[", "],\"id\":12,\"status\":\"done\"}").id())
        .isEqualTo(12);
    assertThat(Overlong.of("{\"data\":{\"id\":12", "\"id\":12}}").id()).isZero();
  }
}
