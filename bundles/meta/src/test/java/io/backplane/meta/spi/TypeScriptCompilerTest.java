package io.backplane.meta.spi;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaExport.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The declarations in the hands of the compiler that the console is built with. */
class TypeScriptCompilerTest {

  private static final String USE =
      """
      import type { Events, TestEverything } from './everything';
      export async function use(unit: TestEverything): Promise<number | undefined> {
        const to = 'stern' as const;
        const done = await unit['vessel.command']({ to, 'odd key': [1] }, { timeoutMs: 5 });
        const moved: Events['watch']['moved'] = { x: 1 };
        await unit.watch();
        // @ts-expect-error: not one of the list
        await unit['vessel.command']({ to: 'nowhere' });
        // @ts-expect-error: required
        await unit['vessel.command']({});
        const tags: string[] | undefined = done.tags;
        return (tags ? done.x : moved.x) ?? ((await unit.status()) ? 1 : undefined);
      }
      """;

  @TempDir private Path folder;

  @Test
  void every_export_compiles_and_can_be_used() throws IOException, InterruptedException {
    var compiler = new TypeScriptCompiler(folder);
    var files = new ArrayList<String>();
    files.add(compiler.write("use.ts", USE));
    files.add(compiler.write("everything.d.ts", text(MetaReader.read(Metas.own("everything")))));
    files.add(compiler.write("odd.d.ts", text(odd())));
    for (Path answer : Metas.captured()) {
      String driver = answer.getParent().getFileName().toString();
      files.add(compiler.write(driver + ".d.ts", text(MetaReader.read(Metas.data(answer)))));
    }
    compiler.check(files);
  }

  /** Names that are words of the language, of other scripts, or nothing. */
  private static Meta odd() {
    return Meta.of(
        "3d \u00e4\u6c49",
        "1",
        "ends */ early\nand goes on",
        CommandMeta.of("class", ""),
        CommandMeta.of("a.b", ""),
        CommandMeta.of("a-b", ""),
        CommandMeta.of("it's \\ \n here", ""),
        CommandMeta.of("\ud83d\ude80", ""),
        CommandMeta.of("call options", ""),
        CommandMeta.of("config", ""));
  }

  private static String text(Meta meta) {
    return MetaExport.write(meta, Format.TYPESCRIPT);
  }
}
