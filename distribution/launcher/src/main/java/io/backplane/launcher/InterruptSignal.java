package io.backplane.launcher;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C: the units end first, then the kernel. A second one leaves the units running. SIGTERM is
 * not touched.
 */
final class InterruptSignal {

  /** What a shell reports for a program that Ctrl-C has ended. */
  private static final int EXIT_CODE = 130;

  private InterruptSignal() {}

  /** Where the JVM has no signals of its own to give, Ctrl-C stays what it is. */
  static void install(Kernel kernel) {
    var once = new AtomicBoolean();
    InvocationHandler handler =
        (_, _, _) -> {
          boolean first = once.compareAndSet(false, true);
          Thread.ofPlatform().name("interrupt").start(() -> stop(kernel, first));
          return null;
        };
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      Object proxy =
          Proxy.newProxyInstance(
              InterruptSignal.class.getClassLoader(), new Class<?>[] {handlerType}, handler);
      Object interrupt = signal.getConstructor(String.class).newInstance("INT");
      signal.getMethod("handle", signal, handlerType).invoke(null, interrupt, proxy);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return;
    }
  }

  private static void stop(Kernel kernel, boolean unitsFirst) {
    if (unitsFirst) {
      kernel.endUnits();
    }
    System.exit(EXIT_CODE);
  }
}
