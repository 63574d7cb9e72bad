package io.backplane.shell.commands;

import io.backplane.security.spi.Tokens.Token;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.util.List;

/** {@code backplane token list}. */
@picocli.CommandLine.Command(name = "list", description = "List the tokens, without their secrets.")
public final class TokenList extends Command {

  public TokenList(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().tokens().list().stream().map(Token::toMap).toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("name", "role", "createdAt", "expiresAt", "lastUsedAt", "id");
  }

  @Override
  protected String none() {
    return "no tokens: make one with 'token create'";
  }
}
