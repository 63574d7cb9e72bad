package io.backplane.plugins.leaks;

import java.lang.reflect.Field;
import java.security.Provider;
import java.security.Security;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;

/** What is registered in the JDK for everybody. */
final class RegistryProbes {

  private RegistryProbes() {}

  /**
   * Reads the list itself, which {@code --add-opens java.sql/java.sql=ALL-UNNAMED} opens: the
   * manager shows each caller its own drivers only.
   */
  static void drivers(Belonging of, Consumer<String> findings) throws ReflectiveOperationException {
    Field registered = DriverManager.class.getDeclaredField("registeredDrivers");
    registered.setAccessible(true);
    for (Object info : (Collection<?>) registered.get(null)) {
      Field driver = info.getClass().getDeclaredField("driver");
      driver.setAccessible(true);
      Object found = driver.get(info);
      if (of.has(found)) {
        findings.accept("JDBC driver " + of.name(found) + " is registered");
      }
    }
  }

  static void loggers(Belonging of, Consumer<String> findings) {
    LogManager manager = LogManager.getLogManager();
    for (String name : Collections.list(manager.getLoggerNames())) {
      Logger logger = manager.getLogger(name);
      if (logger != null) {
        parts(logger).stream()
            .filter(of::has)
            .forEach(part -> findings.accept("logger '" + name + "' has a " + of.name(part)));
      }
    }
  }

  private static Collection<Object> parts(Logger logger) {
    var parts = new ArrayList<>();
    parts.add(logger);
    parts.add(logger.getLevel());
    parts.add(logger.getFilter());
    parts.add(logger.getResourceBundle());
    for (Handler handler : logger.getHandlers()) {
      parts.add(handler);
      parts.add(handler.getFormatter());
      parts.add(handler.getFilter());
      parts.add(handler.getErrorManager());
    }
    return parts;
  }

  /** Servers that are there already; none is made. */
  static void beans(Belonging of, Consumer<String> findings) {
    for (MBeanServer server : MBeanServerFactory.findMBeanServer(null)) {
      for (ObjectName name : server.queryNames(null, null)) {
        try {
          if (of.has(server.getClassLoaderFor(name))) {
            findings.accept("MBean " + name + " is registered");
          }
        } catch (InstanceNotFoundException e) {
          // unregistered meanwhile
        }
      }
    }
  }

  static void providers(Belonging of, Consumer<String> findings) {
    for (Provider provider : Security.getProviders()) {
      if (of.has(provider)) {
        findings.accept("security provider " + provider.getName() + " is registered");
      }
    }
  }
}
