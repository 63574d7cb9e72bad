package io.backplane.shell.commands.types;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.meta.spi.TypesFile;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.units.spi.CallableTypes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Parameters;

/** {@code backplane types}. */
@picocli.CommandLine.Command(
    name = "types",
    description =
        "Write what services are written against, as TypeScript declarations: the runtime's"
            + " modules, and every driver and unit there is now.",
    footer = {
      "",
      "They go below <dir>/.backplane/types. A jsconfig.json, or where there is an index.ts a",
      "tsconfig.json, tells editors of them; one that is there already is left as it is."
    })
public final class Types extends Command {

  @Parameters(paramLabel = "<dir>", description = "A service's folder; relative to where you are.")
  private String dir;

  private List<TypesFile> files;
  private List<String> removed;
  private ProjectFile project;
  private ProjectFile.State state;

  public Types(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Path folder = invocation().directory().resolve(dir).normalize();
    if (!Files.isDirectory(folder)) {
      throw new RefusedException(new Refusal.Invalid("<dir>", folder + " is no directory"));
    }
    files = CallableTypes.of(services().packages(), services().units());
    try {
      removed = new TypesFolder(folder).write(files);
      project = ProjectFile.of(folder);
      state = project.write();
    } catch (IOException e) {
      throw new RefusedException(new Refusal.Invalid("<dir>", "cannot be written to: " + e));
    }
    return Values.map(
        "directory",
        folder.resolve(TypesFolder.PLACE).toString(),
        "files",
        files.stream().map(TypesFile::toMap).toList(),
        "removed",
        removed,
        "project",
        Values.map(
            "file",
            project.file().toString(),
            "state",
            Values.word(state),
            "add",
            state == ProjectFile.State.FOREIGN ? ProjectFile.ADDITION : ""));
  }

  @Override
  protected void print(Object answer) {
    out()
        .println(
            files.size() + " files below " + Path.of(dir).resolve(TypesFolder.PLACE).normalize());
    removed.forEach(path -> out().println("removed " + path));
    String name = project.file().getFileName().toString();
    switch (state) {
      case WRITTEN -> out().println("wrote " + name);
      case UNCHANGED -> {}
      case FOREIGN -> {
        out().println(name + " is left as it is. For completion, it needs:");
        out().println("  " + ProjectFile.ADDITION);
      }
    }
  }
}
