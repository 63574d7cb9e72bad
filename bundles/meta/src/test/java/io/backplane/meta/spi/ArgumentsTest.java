package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.meta.spi.Arguments.Argument;
import io.backplane.meta.spi.Arguments.ArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  private static final List<FieldMeta> FIELDS =
      List.of(
          FieldMeta.of("text", FieldType.STRING, ""),
          FieldMeta.of("flag", FieldType.BOOL, ""),
          FieldMeta.of("count", FieldType.INT, ""),
          FieldMeta.of("big", FieldType.INT64, ""),
          FieldMeta.of("ratio", FieldType.DOUBLE, ""),
          FieldMeta.of("any", FieldType.ANY, ""),
          FieldMeta.object("tls", "", FieldMeta.of("port", FieldType.INT, "")),
          FieldMeta.array("list", "", FieldMeta.of("", FieldType.INT, "")));

  private static Map<String, Object> params(String... arguments) throws ArgumentException {
    var list = new ArrayList<Argument>();
    for (String argument : arguments) {
      int equals = argument.indexOf('=');
      list.add(new Argument(argument.substring(0, equals), argument.substring(equals + 1)));
    }
    return Arguments.params(list, FIELDS);
  }

  @Test
  void values_are_typed_by_the_meta() throws ArgumentException {
    assertThat(params("text=1", "flag=true", "count=-5", "big=9007199254740991", "ratio=1e3"))
        .isEqualTo(
            Map.of(
                "text", "1", "flag", true, "count", -5, "big", 9007199254740991L, "ratio", 1000.0));
    assertThat(params("text=\"quo\\\"ted\"")).isEqualTo(Map.of("text", "quo\"ted"));
    assertThat(params("any=[1]", "more=x y")).isEqualTo(Map.of("any", List.of(1), "more", "x y"));
    assertThat(params("any=null")).containsEntry("any", null);
  }

  @Test
  void paths_build_objects_and_arrays() throws ArgumentException {
    assertThat(params("tls.port=443", "tls.x[\"odd.key\"]=1"))
        .isEqualTo(Map.of("tls", Map.of("port", 443, "x", Map.of("odd.key", 1))));
    assertThat(params("list[]=1", "list[]=2")).isEqualTo(Map.of("list", List.of(1, 2)));
    assertThat(params("list[1]=1", "list[0]=2")).isEqualTo(Map.of("list", List.of(2, 1)));
    assertThat(params("list[1]=1")).isEqualTo(Map.of("list", Arrays.asList(null, 1)));
    assertThat(params("list=[3,4]")).isEqualTo(Map.of("list", List.of(3, 4)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "count=1.5",
        "count=2147483648",
        "big=9007199254740992",
        "flag=yes",
        "ratio=0x10",
        "ratio=",
        "tls=[1]",
        "list={}",
        "list.x=1",
        "tls[0]=1",
        "text.x=1",
        "a..b=1",
        ".a=1",
        "a[=1",
        "a[x]=1",
        "=1",
        "a[99999]=1"
      })
  void what_makes_no_sense_is_refused(String argument) {
    assertThatThrownBy(() -> params(argument)).isInstanceOf(ArgumentException.class);
  }

  @Test
  void mixtures_are_refused() {
    assertThatThrownBy(() -> params("any[]=1", "any[0]=2")).hasMessageContaining("append vs");
    assertThatThrownBy(() -> params("any={}", "any.x=2")).hasMessageContaining("literal vs child");
    assertThatThrownBy(() -> params("any.x=1", "any={}")).hasMessageContaining("literal vs child");
    assertThatThrownBy(() -> params("any.x=1", "any[0]=2")).hasMessageContaining("object vs array");
  }

  @Property
  void any_path_is_taken_or_refused(@ForAll String path, @ForAll String value) {
    try {
      Arguments.params(List.of(new Argument(path, value)), FIELDS);
    } catch (ArgumentException e) {
      assertThat(e.getMessage()).isNotBlank();
    }
  }
}
