package io.backplane.shell.commands.profiles;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.health.spi.ProfileExport;
import io.backplane.shell.ExitCode;
import io.backplane.shell.Invocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime profile-show}. */
@picocli.CommandLine.Command(
    name = "profile-show",
    description = "Show a profile, or write it in a form that other tools read.",
    footer = {
      "",
      "Example: backplane runtime profile-show 3 --format speedscope --out cpu.speedscope.json"
    })
public final class ProfileShow extends ProfileCommand {

  @Parameters(paramLabel = "<profile>", description = "A profile's number.")
  private long id;

  @Option(
      names = "--format",
      paramLabel = "PROFILE-FORMAT",
      description = "collapsed, speedscope or jfr.")
  private String format;

  @Option(names = "--out", paramLabel = "<file>", description = "Where to write it.")
  private Path file;

  public ProfileShow(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() throws IOException {
    if (format == null) {
      return profiles().find(id).toMap();
    }
    ProfileExport export = ProfileExport.of(format);
    if (file == null && export == ProfileExport.JFR) {
      throw new RefusedException(
          new Refusal.Invalid("--out", "is missing: a recording is not text"));
    }
    byte[] bytes = export.of(profiles(), id);
    if (file == null) {
      out().print(new String(bytes, StandardCharsets.UTF_8));
      return ExitCode.OK;
    }
    Path target = invocation().directory().resolve(file);
    Files.write(target, bytes);
    return target + ": " + bytes.length + " bytes";
  }

  @Override
  protected void print(Object answer) {
    if (answer instanceof String text) {
      out().println(text);
    } else {
      super.print(answer);
    }
  }
}
