package io.backplane.plugins.leaks;

import java.util.function.Consumer;

/** One place where class loaders are usually held. */
@FunctionalInterface
interface Probe {

  /**
   * @param findings takes a sentence for each thing that is held
   * @throws ReflectiveOperationException this JVM does not look as expected
   */
  void look(Belonging of, Consumer<String> findings) throws ReflectiveOperationException;
}
