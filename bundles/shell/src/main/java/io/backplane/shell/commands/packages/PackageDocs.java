package io.backplane.shell.commands.packages;

import io.backplane.api.call.Values;
import io.backplane.meta.spi.MetaExport;
import io.backplane.meta.spi.MetaExport.Format;
import io.backplane.shell.Invocation;
import java.util.Map;
import picocli.CommandLine.Option;

/** {@code backplane package docs}. */
@picocli.CommandLine.Command(
    name = "docs",
    description = "Print a package's documentation.",
    footer = {"", "Formats: markdown, html, openapi, typescript, json, json-schema."})
public final class PackageDocs extends PackageCommand {

  @Option(names = "--format", paramLabel = "FORMAT", description = "Default: markdown.")
  private String format = "markdown";

  public PackageDocs(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    String text = MetaExport.write(entry().shown().meta(), Format.of(format));
    return Values.map("format", format, "text", text);
  }

  @Override
  protected void print(Object answer) {
    out().print(((Map<?, ?>) answer).get("text"));
  }
}
