package io.backplane.shell.commands;

import io.backplane.security.spi.Role;
import io.backplane.security.spi.Tokens.Issued;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backplane token create}. */
@picocli.CommandLine.Command(name = "create", description = "Make a token and print it, this once.")
public final class TokenCreate extends Command {

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = "What to list it as. Default: token-<time>.")
  private String name;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "admin, operator or viewer. Default: admin.")
  private String role = "admin";

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "Its lifetime (12h, 30d). Default: it does not expire.")
  private String expires;

  public TokenCreate(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    Optional<Duration> lifetime =
        Optional.ofNullable(expires).map(text -> Words.parse("--expires", text));
    String shown = name == null ? "token-" + System.currentTimeMillis() : name;
    Issued issued =
        services().tokens().create(shown, Role.of(role), lifetime, Invocation.PRINCIPAL);
    var answer = new LinkedHashMap<String, Object>();
    answer.put("token", issued.secret());
    answer.putAll(issued.token().toMap());
    return answer;
  }

  @Override
  protected void print(Object answer) {
    out().println(((Map<?, ?>) answer).get("token"));
  }
}
