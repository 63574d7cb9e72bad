package io.backplane.plugins.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.plugins.leaks.UnloadProof.Leak;
import io.backplane.plugins.leaks.UnloadProof.Subject;
import io.backplane.plugins.leaks.UnloadProof.Timing;
import io.backplane.testing.Await;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.security.Security;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Logger;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Leaks as plugins make them: each is proven, named by a probe, and its path is found. */
@Execution(ExecutionMode.SAME_THREAD)
class SeededLeaksTest {

  private static final Timing SOON = new Timing(Duration.ZERO, Duration.ofMillis(1), 3);

  @TempDir private Path folder;
  private final ConcurrentLinkedQueue<String> told = new ConcurrentLinkedQueue<>();
  private final UnloadProof proof =
      new UnloadProof(
          SOON,
          () -> true,
          new UnloadProof.Listener() {
            @Override
            public void collected(Subject subject, Duration after) {
              told.add(subject.version() + " collected");
            }

            @Override
            public void leaked(Subject subject, List<String> findings) {
              told.add(subject.version() + " leaked");
            }
          });

  @AfterEach
  void close() {
    Shared.letGo();
    proof.close();
  }

  private void run(String members) {
    proof.watch(new Subject("leaky", "1.0.0", 7), Foreign.running(folder, members));
  }

  private Leak leak(String members) {
    run(members);
    return Await.value("it is proven", proof::leaks, leaks -> !leaks.isEmpty()).getFirst();
  }

  private void awaitCollected() {
    Await.until(
        "it is collected after all",
        () -> {
          System.gc();
          return told.contains("1.0.0 collected");
        });
    assertThat(proof.leaks()).isEmpty();
    assertThat(told).containsExactly("1.0.0 leaked", "1.0.0 collected");
  }

  @Test
  void what_nobody_holds_is_reported_collected() {
    run("public void run() {}");

    Await.until("it is told", () -> !told.isEmpty());
    assertThat(told).containsExactly("1.0.0 collected");
    assertThat(proof.leaks()).isEmpty();
  }

  @Test
  void a_thread_of_its_own_class() {
    Leak leak =
        leak(
            """
            static final class Poller extends Thread {
              @Override public void run() { Shared.stay(); }
            }
            public void run() {
              Thread poller = new Poller();
              poller.setName("poller");
              poller.start();
            }
            """);

    assertThat(leak.subject()).isEqualTo(new Subject("leaky", "1.0.0", 7));
    assertThat(leak.findings()).containsExactly("thread 'poller' is a com.acme.Start$Poller");
    assertThat(proof.paths(leak))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("thread \"poller\" → ")
                    .endsWith("com.acme.Start$Poller → class loader of leaky 1.0.0"));
    Shared.letGo();
    awaitCollected();
  }

  @Test
  void a_thread_that_runs_its_code() {
    Leak leak =
        leak(
            """
            public void run() {
              Thread thread = new Thread(Shared::stay, "runner");
              thread.setContextClassLoader(null);
              thread.start();
            }
            """);

    assertThat(leak.findings())
        .singleElement()
        .asString()
        .startsWith("thread 'runner' runs a com.acme.Start$$Lambda");
    assertThat(proof.paths(leak))
        .anySatisfy(
            line ->
                assertThat(line)
                    .contains("thread \"runner\"", "com.acme.Start$$Lambda")
                    .endsWith(" → class loader of leaky 1.0.0"));
  }

  @Test
  void a_thread_with_its_context_class_loader() {
    Leak leak =
        leak(
            """
            public void run() {
              Thread pool = Thread.ofPlatform().daemon().name("pool-7").unstarted(Shared.task());
              pool.setContextClassLoader(getClass().getClassLoader());
              pool.start();
            }
            """);

    assertThat(leak.findings()).containsExactly("thread 'pool-7' has it as context class loader");
    assertThat(proof.paths(leak))
        .contains(
            "thread \"pool-7\" → java.lang.Thread#contextClassLoader → class loader of leaky 1.0.0");
  }

  @Test
  void a_value_of_a_thread_local() {
    Leak leak = leak("public void run() { Shared.LOCAL.set(this); }");

    assertThat(leak.findings())
        .containsExactly(
            "a ThreadLocal of thread '%s' holds a com.acme.Start"
                .formatted(Thread.currentThread().getName()));
    assertThat(proof.paths(leak))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("thread \"" + Thread.currentThread().getName() + "\" → ")
                    .containsPattern("ThreadLocalMap\\$Entry\\[\\d+] → ")
                    .contains("ThreadLocalMap$Entry#value → com.acme.Start → "));
    Shared.LOCAL.remove();
    awaitCollected();
  }

  @Test
  void a_shutdown_hook() {
    Leak leak =
        leak(
            """
            static final class Hook extends Thread {}
            public void run() {
              Thread hook = new Hook();
              hook.setName("farewell");
              Runtime.getRuntime().addShutdownHook(hook);
              Shared.KEPT.add(hook);
            }
            """);
    Thread hook = (Thread) Shared.KEPT.removeFirst();

    assertThat(leak.findings())
        .containsExactly("shutdown hook 'farewell' is a com.acme.Start$Hook");
    assertThat(proof.paths(leak))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith(
                        "static java.lang.ApplicationShutdownHooks.hooks → java.util.IdentityHashMap#table → ")
                    .endsWith("com.acme.Start$Hook → class loader of leaky 1.0.0"));
    assertThat(Runtime.getRuntime().removeShutdownHook(hook)).isTrue();
  }

  @Test
  void a_static_field_of_a_shared_class() {
    Leak leak =
        leak(
            """
            public void run() {
              Shared.KEPT.add(java.util.Map.of("me", this));
              Shared.KEPT.add(new java.lang.ref.SoftReference<>(getClass()));
            }
            """);

    assertThat(leak.findings()).as("of what no probe looks at").isEmpty();
    assertThat(proof.paths(leak))
        .as("the soft reference is none")
        .singleElement()
        .asString()
        .startsWith(
            "static io.backplane.plugins.leaks.Shared.KEPT → java.util.ArrayList#elementData → java.lang.Object[0] → ")
        .endsWith(" → com.acme.Start → class loader of leaky 1.0.0");
    Shared.letGo();
    awaitCollected();
  }

  @Test
  void a_jdbc_driver() throws Exception {
    Leak leak =
        leak(
            """
            static final class Driver implements java.sql.Driver {
              public java.sql.Connection connect(String url, java.util.Properties info) { return null; }
              public boolean acceptsURL(String url) { return false; }
              public java.sql.DriverPropertyInfo[] getPropertyInfo(String url, java.util.Properties info) {
                return new java.sql.DriverPropertyInfo[0];
              }
              public int getMajorVersion() { return 1; }
              public int getMinorVersion() { return 0; }
              public boolean jdbcCompliant() { return false; }
              public java.util.logging.Logger getParentLogger() { return null; }
            }
            public void run() {
              try {
                java.sql.DriverManager.registerDriver(new Driver(), Shared.KEPT::clear);
              } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
              }
            }
            """);

    assertThat(leak.findings()).containsExactly("JDBC driver com.acme.Start$Driver is registered");
    assertThat(proof.paths(leak))
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("static java.sql.DriverManager.registeredDrivers → ")
                    .contains("java.sql.DriverInfo#driver → com.acme.Start$Driver"));
    forgetDrivers();
    awaitCollected();
  }

  /** The manager lets a driver be taken away by its own loader's classes only. */
  private static void forgetDrivers() throws Exception {
    var registered = DriverManager.class.getDeclaredField("registeredDrivers");
    registered.setAccessible(true);
    ((List<?>) registered.get(null)).removeIf(info -> info.toString().contains("com.acme"));
  }

  @Test
  void a_log_handler() {
    Leak leak =
        leak(
            """
            static final class Sink extends java.util.logging.Handler {
              @Override public void publish(java.util.logging.LogRecord record) {}
              @Override public void flush() {}
              @Override public void close() {}
            }
            public void run() {
              var logger = java.util.logging.Logger.getLogger("com.acme");
              logger.addHandler(new Sink());
              Shared.KEPT.add(logger);
            }
            """);

    assertThat(leak.findings()).containsExactly("logger 'com.acme' has a com.acme.Start$Sink");
    removeHandlers((Logger) Shared.KEPT.removeFirst());
    awaitCollected();
  }

  private static void removeHandlers(Logger logger) {
    for (Handler handler : logger.getHandlers()) {
      logger.removeHandler(handler);
    }
  }

  @Test
  void an_mbean() throws Exception {
    Leak leak =
        leak(
            """
            public interface CountMBean { int getCount(); }
            public static final class Count implements CountMBean {
              @Override public int getCount() { return 1; }
            }
            public void run() {
              try {
                java.lang.management.ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(new Count(), new javax.management.ObjectName("com.acme:type=Count"));
              } catch (javax.management.JMException e) {
                throw new IllegalStateException(e);
              }
            }
            """);

    assertThat(leak.findings()).containsExactly("MBean com.acme:type=Count is registered");
    ManagementFactory.getPlatformMBeanServer()
        .unregisterMBean(new ObjectName("com.acme:type=Count"));
    awaitCollected();
  }

  @Test
  void a_security_provider() {
    Leak leak =
        leak(
            """
            static final class Lock extends java.security.Provider {
              Lock() { super("Acme", "1.0", ""); }
            }
            public void run() { java.security.Security.addProvider(new Lock()); }
            """);

    assertThat(leak.findings()).containsExactly("security provider Acme is registered");
    Security.removeProvider("Acme");
    awaitCollected();
  }

  @Test
  void a_task_that_never_ends_in_a_shared_pool() {
    Leak leak =
        leak(
            """
            public void run() {
              Shared.POOL.execute(() -> Shared.stay());
            }
            """);

    assertThat(leak.findings())
        .singleElement()
        .asString()
        .startsWith("thread 'shared-pool' may run code of it: it is in com.acme.Start.lambda$run");
    assertThat(proof.paths(leak))
        .anySatisfy(line -> assertThat(line).startsWith("thread \"shared-pool\" (in "));
    Shared.letGo();
    awaitCollected();
  }
}
