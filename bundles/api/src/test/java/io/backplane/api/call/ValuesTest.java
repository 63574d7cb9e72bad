package io.backplane.api.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValuesTest {

  @Test
  void null_is_a_value_wherever_a_value_may_stand() {
    var map = new HashMap<String, Object>();
    map.put("nothing", null);
    map.put("list", Arrays.asList(null, 1));
    assertThat(Values.copyOf("params", map)).isEqualTo(map);
  }

  @Test
  void a_copy_knows_nothing_of_later_changes() {
    var list = new ArrayList<Object>(List.of(1));
    Map<String, Object> copy = Values.copyOf("params", Map.of("list", list));
    list.add(2);
    assertThat(copy).isEqualTo(Map.of("list", List.of(1)));
    assertThatThrownBy(() -> copy.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void what_is_no_value_is_refused_with_its_path() {
    var nested = Map.of("a", List.of(1, Map.of("b", URI.create("x:y"))));
    assertThatThrownBy(() -> Values.copyOf("params", nested))
        .isInstanceOf(RefusedException.class)
        .hasMessage("params.a[1].b is a java.net.URI, not a JSON value");
    assertThatThrownBy(() -> Values.copyOf("params", Map.of(1, 2)))
        .hasMessageContaining("a key that is not a string");
  }

  @Test
  void nesting_ends_at_the_limit() {
    Object deep = "bottom";
    for (int i = 0; i < Values.DEPTH_MAX; i++) {
      deep = List.of(deep);
    }
    assertThat(Values.copyOf("value", deep)).isEqualTo(deep);
    Object deeper = List.of(deep);
    assertThatThrownBy(() -> Values.copyOf("value", deeper)).hasMessageContaining("deeper than 64");
  }

  @Test
  void a_map_that_contains_itself_is_refused() {
    var loop = new HashMap<String, Object>();
    loop.put("self", loop);
    assertThatThrownBy(() -> Values.copyOf("value", loop)).isInstanceOf(RefusedException.class);
  }

  @Property
  void a_copy_equals_its_original(@ForAll("values") Object value) {
    assertThat(Values.copyOf("value", value)).isEqualTo(value);
  }

  @Provide
  Arbitrary<Object> values() {
    Arbitrary<Object> leaf =
        Arbitraries.oneOf(
            Arbitraries.strings().map(s -> (Object) s),
            Arbitraries.longs().map(n -> (Object) n),
            Arbitraries.integers().map(n -> (Object) n),
            Arbitraries.doubles().map(n -> (Object) n),
            Arbitraries.bigDecimals().map((BigDecimal n) -> (Object) n),
            Arbitraries.of(true, false).map(b -> (Object) b));
    return Arbitraries.recursive(() -> leaf, ValuesTest::nested, 0, 3);
  }

  private static Arbitrary<Object> nested(Arbitrary<Object> inner) {
    return Arbitraries.oneOf(
        inner.list().ofMaxSize(4).map(list -> (Object) list),
        Arbitraries.maps(Arbitraries.strings().ofMaxLength(5), inner)
            .ofMaxSize(4)
            .map(map -> (Object) map));
  }
}
