package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.MetaExport.Format;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The declarations in the hands of the compiler that the console is built with. */
class TypeScriptCompilerTest {

  private static final Path COMPILER =
      Path.of("..", "..", "console", "ui", "node_modules", "typescript", "bin", "tsc");

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
    assumeTrue(Files.exists(COMPILER), "the console's packages are not installed");
    var command = new ArrayList<String>();
    command.add("node");
    command.add(COMPILER.toRealPath().toString());
    command.addAll(List.of("--noEmit", "--strict", "--target", "es2022", "--module", "esnext"));
    command.addAll(List.of("--moduleResolution", "bundler"));
    command.add(write("use.ts", USE));
    command.add(write("everything.d.ts", MetaReader.read(Metas.own("everything"))));
    command.add(write("odd.d.ts", odd()));
    for (Path answer : Metas.captured()) {
      String driver = answer.getParent().getFileName().toString();
      command.add(write(driver + ".d.ts", MetaReader.read(Metas.data(answer))));
    }
    Process tsc =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String said = new String(tsc.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tsc.waitFor()).as(said).isZero();
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

  private String write(String name, Meta meta) throws IOException {
    return write(name, MetaExport.write(meta, Format.TYPESCRIPT));
  }

  private String write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
    return name;
  }
}
