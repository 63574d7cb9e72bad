package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Limits;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.ServiceTypes.Callable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceTypesTest {

  private static final FieldMeta LEVEL =
      FieldMeta.of("level", FieldType.INT, "How loud").asRequired();

  private static String unit(CommandMeta... commands) {
    return text("unit.u", List.of(new Callable("service", "u", Meta.of("u", "1", "", commands))));
  }

  private static String text(String id, List<Callable> units) {
    return file(id, ServiceTypes.of(Map.of(), units)).text();
  }

  private static TypesFile file(String id, List<TypesFile> files) {
    return files.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  @Test
  void there_is_a_file_for_each_with_an_index_of_all() {
    List<TypesFile> files =
        ServiceTypes.of(
            Map.of("stdio.drv.lamp", Meta.of("lamp", "1", "")),
            List.of(new Callable("plugin", "greeter", Meta.of("greeter", "1", ""))));
    assertThat(files)
        .map(file -> file.id() + " " + file.path() + " " + file.kind())
        .containsExactly(
            "runtime.globals runtime/globals.d.ts runtime",
            "runtime.web runtime/web.d.ts runtime",
            "runtime.stdiolink runtime/stdiolink.d.ts runtime",
            "runtime.backplane runtime/backplane.d.ts runtime",
            "driver.stdio.drv.lamp drivers/stdio.drv.lamp.d.ts driver",
            "unit.greeter units/greeter.d.ts plugin",
            "index index.d.ts index");
    assertThat(files)
        .allSatisfy(file -> assertThat(file.text()).startsWith(ServiceTypes.HEADER).endsWith("\n"));
    String index = files.getLast().text();
    assertThat(files.subList(0, files.size() - 1))
        .allSatisfy(file -> assertThat(index).contains("<reference path=\"" + file.path() + "\""));
  }

  @Test
  void each_is_in_the_catalog_under_its_name() {
    List<TypesFile> files =
        ServiceTypes.of(
            Map.of("stdio.drv.lamp", Meta.of("a.lamp", "1", "")),
            List.of(new Callable("driver", "lamp", Meta.of("a.lamp", "1", ""))));
    assertThat(file("driver.stdio.drv.lamp", files).text())
        .contains("type $Self = ALamp;")
        .contains(
            "'stdiolink/driver' {\n  interface DriverCatalog {\n    'stdio.drv.lamp': $Self;");
    assertThat(file("unit.lamp", files).text())
        .contains("'backplane' {\n  interface UnitCatalog {\n    lamp: $Self;");
  }

  @Test
  void what_a_value_must_meet_stands_beside_it() {
    FieldMeta volume = LEVEL.within(Limits.NONE.range(0, 11));
    FieldMeta mode = FieldMeta.of("mode", FieldType.ENUM, "").within(Limits.NONE.oneOf("a", 2));
    assertThat(unit(CommandMeta.of("set", "", volume, mode.withDefault("a"))))
        .contains("   * How loud\n   * 0 to 11\n   */\n  level: number;")
        .contains("  /** Default: \"a\" */\n  mode?: 'a' | 2;");
  }

  @Test
  void what_need_not_be_given_is_optional() {
    FieldMeta usual = FieldMeta.of("usual", FieldType.INT, "").asRequired().withDefault(1);
    FieldMeta easy = FieldMeta.object("easy", "", usual).asRequired();
    FieldMeta hard = FieldMeta.object("hard", "", LEVEL);
    FieldMeta keyed = FieldMeta.object("keyed", "", usual).withKeys(List.of("other"), true);
    FieldMeta list = FieldMeta.array("list", "", FieldMeta.object("", "", usual));
    assertThat(unit(CommandMeta.of("go", "", easy, list)))
        .contains("  easy?: {\n    /** Default: 1 */\n    usual?: number;")
        .contains("  list?: Array<{\n    /** Default: 1 */\n    usual: number;")
        .contains("go(params?: GoParams,");
    assertThat(unit(CommandMeta.of("go", "", hard, keyed)))
        .contains("  hard: {\n", "  keyed: {\n", "    other: unknown;\n")
        .contains("go(params: GoParams,");
  }

  @Test
  void what_comes_out_is_there_as_declared() {
    FieldMeta returns = FieldMeta.object("", "", FieldMeta.of("sum", FieldType.DOUBLE, ""));
    FieldMeta of = FieldMeta.of("of", FieldType.ANY, "");
    assertThat(
            unit(
                CommandMeta.of("add", "").returning(returns).events(EventMeta.of("step", "", of)),
                CommandMeta.of("loose", "").events(EventMeta.of("more", "It goes on"))))
        .contains("AddReturns = {\n  sum: number;\n};")
        .contains("AddStepEvent {\n  of: any;")
        .contains("add(params?: AddParams, options?: CallOptions<Events['add']>)")
        .contains("/** It goes on */\n    more: Record<string, any>;");
  }

  @Test
  void what_cannot_be_reached_is_left_out() {
    Meta meta = Meta.of("u", "1", "", CommandMeta.of("then", ""), CommandMeta.of("$close", ""));
    List<TypesFile> files =
        ServiceTypes.of(Map.of("stdio.drv.u", meta), List.of(new Callable("driver", "u", meta)));
    assertThat(file("unit.u", files).text()).contains("  $close(").doesNotContain("  then(");
    assertThat(file("driver.stdio.drv.u", files).text()).contains("U {\n}");
  }

  @Test
  void files_have_names_that_every_file_system_takes_and_none_twice() {
    Meta meta = Meta.of("u", "1", "");
    Map<String, Meta> drivers = new java.util.LinkedHashMap<>();
    List.of("../../up", "a b", "a_b", "A_B", "\ud83d\ude80".repeat(200))
        .forEach(name -> drivers.put(name, meta));
    assertThat(ServiceTypes.of(drivers, List.of()))
        .filteredOn(file -> file.kind().equals("driver"))
        .extracting(TypesFile::path)
        .containsExactly(
            "drivers/.._.._up.d.ts",
            "drivers/a_b.d.ts",
            "drivers/a_b-2.d.ts",
            "drivers/A_B-3.d.ts",
            "drivers/" + "_".repeat(100) + ".d.ts");
  }

  @Test
  void words_of_a_meta_neither_end_a_comment_nor_give_orders() {
    String words = "*/ x\n@ts-expect-error\u202e\u2028*\u0000/\r\n `${1}` \ud800";
    String text = unit(CommandMeta.of("a", words));
    assertThat(text)
        .contains(
            "  /**\n   * *\\/ x\n   * \\@ts-expect-error\n   * * /\n   * `${1}`\n   */\n  a(");
  }
}
