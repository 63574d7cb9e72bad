package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Meta;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DefaultsTest {

  private static final Meta META = MetaReader.read(Metas.own("everything"));

  @Test
  void missing_fields_get_their_default_and_objects_are_made() {
    assertThat(Defaults.fill(META.config().fields(), Map.of()))
        .isEqualTo(Map.of("mode", "tcp", "limits", Map.of("low", 1)));
  }

  @Test
  void a_required_member_of_an_optional_object_becomes_required() {
    var filled = Defaults.fill(META.config().fields(), Map.of());
    assertThat(Validator.check(META.config().fields(), filled).map(Violation::text))
        .contains("limits.high: required field missing");
  }

  @Test
  void what_is_there_stays_null_and_wrong_types_included() {
    var given = new HashMap<String, Object>();
    given.put("mode", null);
    given.put("limits", "x");
    given.put("other", 1);
    assertThat(Defaults.fill(META.config().fields(), given)).isEqualTo(given);
  }

  @Test
  void items_are_not_filled() {
    var item = FieldMeta.object("", "", FieldMeta.of("x", FieldType.INT, "").withDefault(1));
    var list = FieldMeta.array("l", "", item);
    assertThat(Defaults.fill(List.of(list), Map.of("l", List.of(Map.of()))))
        .isEqualTo(Map.of("l", List.of(Map.of())));
  }

  @Test
  void an_object_with_a_default_is_completed_from_there() {
    var o =
        FieldMeta.object(
                "o",
                "",
                FieldMeta.of("x", FieldType.INT, "").withDefault(1),
                FieldMeta.of("y", FieldType.INT, "").withDefault(2))
            .withDefault(Map.of("x", 7));
    assertThat(Defaults.fill(List.of(o), Map.of())).isEqualTo(Map.of("o", Map.of("x", 7, "y", 2)));
  }
}
