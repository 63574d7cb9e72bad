package io.backplane.shell.commands;

import io.backplane.api.call.Values;
import io.backplane.security.spi.Principal;
import io.backplane.security.spi.Role;
import io.backplane.security.spi.Sessions;
import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * {@code backplane login-link}. The code stands in the fragment, which no server or proxy gets to
 * see.
 */
@picocli.CommandLine.Command(
    name = "login-link",
    description = "Make a link that opens the console once, within five minutes.")
public final class LoginLink extends Command {

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "admin, operator or viewer. Default: admin.")
  private String role = "admin";

  public LoginLink(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    var principal = new Principal(Invocation.PRINCIPAL, Role.of(role), Optional.empty());
    String code = services().sessions().createCode(principal);
    return Values.map(
        "url",
        KernelAddress.url(services().context()) + "login#code=" + code,
        "expiresAt",
        Instant.now().plus(Sessions.CODE_LIFETIME).toString());
  }

  @Override
  protected void print(Object answer) {
    out().println(((Map<?, ?>) answer).get("url"));
  }
}
