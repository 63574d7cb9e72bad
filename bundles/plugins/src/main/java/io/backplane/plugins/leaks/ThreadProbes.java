package io.backplane.plugins.leaks;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What platform threads hold. All but the context class loader is read from the JDK's inside, which
 * {@code --add-opens java.base/java.lang=ALL-UNNAMED} opens.
 */
final class ThreadProbes {

  private ThreadProbes() {}

  static void threads(Belonging of, Consumer<String> findings) throws ReflectiveOperationException {
    for (Thread thread : live()) {
      hold(thread, of)
          .ifPresent(how -> findings.accept("thread '" + thread.getName() + "' " + how));
    }
    Object handler = Thread.getDefaultUncaughtExceptionHandler();
    if (of.has(handler)) {
      findings.accept("the default exception handler is a " + of.name(handler));
    }
  }

  private static Set<Thread> live() {
    return Thread.getAllStackTraces().keySet();
  }

  /** The clearest of what ties a thread to it. */
  private static Optional<String> hold(Thread thread, Belonging of)
      throws ReflectiveOperationException {
    if (of.has(thread)) {
      return Optional.of("is a " + of.name(thread));
    }
    if (of.has(thread.getContextClassLoader())) {
      Object task = isOpen() ? task(thread) : null;
      return Optional.of(
          of.has(task) ? "runs a " + of.name(task) : "has it as context class loader");
    }
    Object task = task(thread);
    return of.has(task) ? Optional.of("runs a " + of.name(task)) : Optional.empty();
  }

  private static boolean isOpen() {
    return Thread.class.getModule().isOpen("java.lang", ThreadProbes.class.getModule());
  }

  private static Object task(Thread thread) throws ReflectiveOperationException {
    Object holder = field(Thread.class, "holder").get(thread);
    return field(holder.getClass(), "task").get(holder);
  }

  static void locals(Belonging of, Consumer<String> findings) throws ReflectiveOperationException {
    for (Thread thread : live()) {
      for (String name : List.of("threadLocals", "inheritableThreadLocals")) {
        Object map = field(Thread.class, name).get(thread);
        if (map != null) {
          values(map, of, value -> findings.accept(held(thread, of.name(value))));
        }
      }
    }
  }

  private static String held(Thread thread, String what) {
    return "a ThreadLocal of thread '" + thread.getName() + "' holds a " + what;
  }

  /** The map is its thread's own and may change under our eyes: an entry may be missed. */
  private static void values(Object map, Belonging of, Consumer<Object> to)
      throws ReflectiveOperationException {
    Object table = field(map.getClass(), "table").get(map);
    for (int i = 0; i < Array.getLength(table); i++) {
      Object entry = Array.get(table, i);
      Object value = entry == null ? null : field(entry.getClass(), "value").get(entry);
      if (of.has(value)) {
        to.accept(value);
      }
    }
  }

  static void hooks(Belonging of, Consumer<String> findings) throws ReflectiveOperationException {
    Class<?> registry = Class.forName("java.lang.ApplicationShutdownHooks");
    Field hooks = field(registry, "hooks");
    List<Thread> threads;
    synchronized (registry) { // as its own methods do
      var map = (Map<?, ?>) hooks.get(null);
      threads = map == null ? List.of() : map.keySet().stream().map(Thread.class::cast).toList();
    }
    for (Thread hook : threads) {
      hold(hook, of)
          .ifPresent(how -> findings.accept("shutdown hook '" + hook.getName() + "' " + how));
    }
  }

  /** A frame names its class only: another version's of the same name looks alike. */
  static void stacks(Belonging of, Consumer<String> findings) throws ReflectiveOperationException {
    Method loaded = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
    loaded.setAccessible(true);
    for (var stack : Thread.getAllStackTraces().entrySet()) {
      for (StackTraceElement frame : stack.getValue()) {
        if (of.has(loaded.invoke(of.loader(), frame.getClassName()))) {
          findings.accept(
              "thread '%s' may run code of it: it is in %s.%s"
                  .formatted(
                      stack.getKey().getName(), frame.getClassName(), frame.getMethodName()));
          break;
        }
      }
    }
  }

  private static Field field(Class<?> type, String name) throws NoSuchFieldException {
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }
}
