package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.meta.FieldMeta;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SensitiveFieldsTest {

  private static final List<FieldMeta> FIELDS =
      MetaReader.read(Metas.own("everything")).config().fields();

  private static final Map<String, Object> VALUE =
      Map.of(
          "mode",
          "tcp",
          "key",
          "abc",
          "points",
          List.of(Map.of("x", 1, "token", "t0"), Map.of("x", 2), Map.of("x", 3, "token", "t2")));

  @Test
  void every_sensitive_value_is_found_with_its_path() {
    assertThat(SensitiveFields.paths(FIELDS, VALUE))
        .containsExactly("key", "points[0].token", "points[2].token");
  }

  @Test
  void a_map_replaces_them_and_nothing_else() {
    assertThat(SensitiveFields.map(FIELDS, VALUE, secret -> "***"))
        .isEqualTo(
            Map.of(
                "mode",
                "tcp",
                "key",
                "***",
                "points",
                List.of(
                    Map.of("x", 1, "token", "***"),
                    Map.of("x", 2),
                    Map.of("x", 3, "token", "***"))));
    assertThat(SensitiveFields.map(FIELDS, VALUE, (path, secret) -> path + secret).get("key"))
        .isEqualTo("keyabc");
  }

  @Test
  void what_is_not_of_the_declared_shape_is_left_alone() {
    var odd = new HashMap<String, Object>();
    odd.put("key", null);
    odd.put("points", Arrays.asList(null, "x", Map.of("token", 5)));
    odd.put("limits", List.of(1));
    assertThat(SensitiveFields.paths(FIELDS, odd)).containsExactly("points[2].token");
  }
}
