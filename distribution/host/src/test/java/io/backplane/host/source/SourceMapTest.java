package io.backplane.host.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.host.source.SourceMap.Position;
import org.junit.jupiter.api.Test;

class SourceMapTest {

  /**
   * Two lines: the first from nowhere, then a from 1:1 of one source, and b from 301:9 of the
   * other.
   */
  private final SourceMap map =
      new SourceMap(
          "{\"version\":3,\"sources\":[\"a.ts\",\"lib/b.ts\"],\"mappings\":\";AAAA,KC4SQ,IAAA\"}");

  @Test
  void a_place_comes_from_the_last_segment_before_it() {
    assertThat(map.at(2, 1)).contains(new Position("a.ts", 1, 1));
    assertThat(map.at(2, 5)).contains(new Position("a.ts", 1, 1));
    assertThat(map.at(2, 6)).contains(new Position("lib/b.ts", 301, 9));
    assertThat(map.at(2, 600)).contains(new Position("lib/b.ts", 301, 9));
  }

  @Test
  void what_was_generated_comes_from_nowhere() {
    assertThat(map.at(1, 1)).isEmpty();
    assertThat(map.at(3, 1)).isEmpty();
    assertThat(map.at(0, 1)).isEmpty();
  }

  @Test
  void steps_go_back_too() {
    var back = new SourceMap("{\"sources\":[\"a\"],\"mappings\":\"AAEI;AADJ\"}");
    assertThat(back.at(1, 1)).contains(new Position("a", 3, 5));
    assertThat(back.at(2, 1)).contains(new Position("a", 2, 1));
  }

  @Test
  void what_is_no_map_is_refused() {
    assertThatThrownBy(() -> new SourceMap("nonsense"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
