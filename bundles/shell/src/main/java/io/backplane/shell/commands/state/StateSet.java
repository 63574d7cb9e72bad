package io.backplane.shell.commands.state;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.shell.Invocation;
import io.backplane.state.spi.IfVersion;
import io.backplane.state.spi.StateLimits;
import io.backplane.state.spi.StateValue;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane runtime state-set}. */
@picocli.CommandLine.Command(
    name = "state-set",
    description = "Set what a key stands for, here and wherever state is shared. The last wins.",
    footer = {
      "",
      "Examples:",
      "  backplane runtime state-set theme dark",
      "  backplane runtime state-set limits '{\"cpu\": 2}' --json-value",
      "  backplane runtime state-set motd --file ./motd.txt --if-version absent",
      "  backplane runtime state-set offset -- -5"
    })
public final class StateSet extends KeyCommand {

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "VALUE",
      description = "The value, at most 1 MiB.")
  private String text;

  @Option(
      names = "--file",
      paramLabel = "<file>",
      description = "Take the value from a file, relative to where you are.")
  private String file;

  @Option(names = "--json-value", description = "The value is JSON.")
  private boolean jsonValue;

  @Option(names = "--text", description = "The value is text. The default.")
  private boolean textValue;

  @Option(
      names = "--if-version",
      paramLabel = "VERSION",
      description = "Only if the key is at this version; 'absent': only if there is no such key.")
  private String ifVersion = "";

  public StateSet(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    if (jsonValue && textValue) {
      throw invalid("--json-value", "and --text cannot be given together");
    }
    StateValue value = jsonValue ? StateValue.json(given()) : StateValue.text(given());
    return state().set(key(), value, new IfVersion(ifVersion), Invocation.PRINCIPAL).toMap();
  }

  private String given() {
    if ((text == null) == (file == null)) {
      throw invalid("value", "is given once: on the command line or with --file");
    }
    return file == null ? text : read(invocation().directory().resolve(file));
  }

  private String read(Path path) {
    try {
      if (Files.size(path) > StateLimits.VALUE_BYTES_MAX) {
        throw invalid(file, "has more than " + StateLimits.VALUE_BYTES_MAX + " bytes");
      }
      return Files.readString(path);
    } catch (CharacterCodingException e) {
      throw invalid(file, "is not text in UTF-8");
    } catch (IOException e) {
      throw invalid(file, "cannot be read: " + e.getMessage());
    }
  }

  private static RefusedException invalid(String field, String reason) {
    return new RefusedException(new Refusal.Invalid(field, reason));
  }

  @Override
  protected void print(Object answer) {
    out().println(key() + " is at version " + ((Map<?, ?>) answer).get("version"));
  }
}
