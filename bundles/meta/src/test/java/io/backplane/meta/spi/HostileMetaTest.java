package io.backplane.meta.spi;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Limits;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.ServiceTypes.Callable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The declarations for services, of units that would break them if they could. */
class HostileMetaTest {

  /** What a script does with units whose words and names are chosen to hurt. */
  private static final String USE =
      """
      import { openDriver } from 'stdiolink';
      import { resolveDriver } from 'stdiolink/driver';
      import { call, unit } from 'backplane';
      export async function use(): Promise<void> {
        for (const it of [unit('vile'), await openDriver(resolveDriver('stdio.drv.vile'))]) {
          await it.new({ __proto__: 1, constructor: 'x\\u2028' });
          // @ts-expect-error: not one of the list
          await it.new({ __proto__: 1, constructor: 'x' });
          await it["it's \\\\ \\n here"]();
        }
        await call('vile', '*/', {}, { onEvent: (name, data) => (name === 'a' ? data.n : data.s) });
        // @ts-expect-error: no such command
        await call('vile', 'nothing');
        for (const name of ['Driver', 'DriverCatalog', 'UnitCatalog', 'CallOptions'] as const) {
          await unit(name).vile();
          await (await openDriver(resolveDriver(name))).vile();
          // @ts-expect-error: no such command
          await unit(name).kind();
        }
        await unit('nobody').anything({});
        await (await openDriver(resolveDriver('nobody'))).anything({});
        await (await openDriver('/bin/anything')).anything({});
      }
      """;

  @TempDir private Path folder;

  @Test
  void whatever_a_meta_says_the_declarations_compile_and_hold()
      throws IOException, InterruptedException {
    var compiler = new TypeScriptCompiler(folder);
    var metas = new LinkedHashMap<String, Meta>();
    metas.put("vile", vile());
    metas.put("deep", deep());
    metas.put("everything", MetaReader.read(Metas.own("everything")));
    for (String exported : List.of("Driver", "DriverCatalog", "UnitCatalog", "CallOptions")) {
      metas.put(exported, Meta.of(exported, "1", "", CommandMeta.of("vile", "")));
    }
    for (Path answer : Metas.captured()) {
      metas.put(answer.getParent().getFileName().toString(), MetaReader.read(Metas.data(answer)));
    }
    var drivers = new LinkedHashMap<String, Meta>(metas);
    drivers.put("stdio.drv.vile", vile());
    drivers.put("it's \\ \n*/", vile());
    List<Callable> units =
        metas.entrySet().stream()
            .map(it -> new Callable("service", it.getKey(), it.getValue()))
            .toList();
    for (TypesFile file : ServiceTypes.of(drivers, units)) {
      compiler.write(file.path(), file.text());
    }
    compiler.write("use.ts", USE);
    compiler.check(List.of("use.ts", "index.d.ts"));
  }

  private static Meta vile() {
    String words =
        "*/ } declare const hurt: 1; /*\n@ts-expect-error\n`${hurt}`\u2028// \ud800 \u202e";
    FieldMeta kind =
        FieldMeta.of("constructor", FieldType.ENUM, words)
            .within(Limits.NONE.oneOf("x\u2028", "'; hurt", words))
            .asRequired();
    FieldMeta proto = FieldMeta.of("__proto__", FieldType.INT, words).asRequired();
    FieldMeta number = FieldMeta.of("n", FieldType.INT, words);
    return Meta.of(
        "\u1c8a\u2e2f*/ { hurt",
        words,
        words,
        CommandMeta.of("new", words, kind, proto, number, number),
        CommandMeta.of("it's \\ \n here", words),
        CommandMeta.of("*/", words)
            .events(
                EventMeta.of("a", words, number),
                EventMeta.of("b", words, FieldMeta.of("s", FieldType.STRING, "")),
                EventMeta.of("a", words)),
        CommandMeta.of("*/", words),
        CommandMeta.of("[hurt: string]", words),
        CommandMeta.of("\ud800", words),
        CommandMeta.of("promise", words),
        CommandMeta.of("$self", words));
  }

  private static Meta deep() {
    FieldMeta field = FieldMeta.of("x", FieldType.INT, "");
    for (int i = 0; i < 60; i++) {
      field = FieldMeta.object("x", "", field);
    }
    return Meta.of("deep", "1", "", CommandMeta.of("a", "", field));
  }
}
