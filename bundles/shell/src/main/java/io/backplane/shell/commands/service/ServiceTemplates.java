package io.backplane.shell.commands.service;

import io.backplane.shell.Command;
import io.backplane.shell.Invocation;
import io.backplane.units.spi.Template;
import java.util.List;

/** {@code backplane service templates}. */
@picocli.CommandLine.Command(name = "templates", description = "List what a service can begin as.")
public final class ServiceTemplates extends Command {

  public ServiceTemplates(Invocation invocation) {
    super(invocation);
  }

  @Override
  protected Object run() {
    return services().templates().list().stream().map(Template::toMap).toList();
  }

  @Override
  protected List<String> columns() {
    return List.of("id", "language", "description");
  }

  @Override
  protected String none() {
    return "no templates: this distribution brings none";
  }
}
