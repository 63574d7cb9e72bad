package io.backplane.console.panel;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes the panel the page on which the Felix Web Console opens. */
@Component(service = {})
public final class ConsoleConfiguration {

  private static final String PID = "org.apache.felix.webconsole.internal.servlet.OsgiManager";

  @Activate
  public ConsoleConfiguration(@Reference ConfigurationAdmin admin) throws IOException {
    Configuration configuration = admin.getConfiguration(PID, "?");
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("default.render", "app");
    configuration.updateIfDifferent(properties);
  }
}
