package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.RefusedException;
import io.backplane.api.plugin.HandedState;
import io.backplane.api.plugin.StateHandover;
import io.backplane.meta.spi.Bump;
import io.backplane.meta.spi.MetaDiff;
import io.backplane.testing.Await;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The sample that holds a port. */
class LampTest {

  private static Path jar(String version) {
    return Distribution.HOME.resolve("samples/plugins/lamp-" + version + ".jar");
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String look(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    } catch (ConnectException e) {
      return "dark";
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void it_shines_from_its_port_for_as_long_as_it_is_loaded() throws Exception {
    int port = freePort();
    try (var kernel = RunningKernel.none()) {
      kernel.launch(kernel.cli().with("BACKPLANE_JAVA_OPTS", "-Dlamp.port=" + port));
      Cli cli = kernel.cli();
      cli.run("runtime", "plugin-load", "lamp", "--entry", jar("1.1.0").toString()).ok();
      assertThat(look(port)).isEqualTo("off");
      assertThat(kernel.admin().call("lamp", "on", Map.of("percent", 40)))
          .containsEntry("value", Map.of("on", true, "percent", 40, "port", port));
      assertThat(look(port)).isEqualTo("on");

      cli.run("runtime", "plugin-unload", "lamp").ok();
      Await.until("its port is free", () -> look(port).equals("dark"));
      cli.run("runtime", "plugin-load", "lamp", "--entry", jar("1.0.0").toString()).ok();
      assertThat(look(port)).isEqualTo("off");
    }
  }

  /** Nothing else in this JVM makes lamps. */
  private static SamplePlugin lamp(String version, int port) throws Exception {
    System.setProperty("lamp.port", String.valueOf(port));
    return SamplePlugin.of("lamp-" + version);
  }

  @Test
  void only_one_version_can_hold_the_port_and_only_the_newer_reads_both_states() throws Exception {
    SamplePlugin old = lamp("1.0.0", 0);
    SamplePlugin next = lamp("1.1.0", 0);
    var was = (StateHandover) old.unit();
    var is = (StateHandover) next.unit();
    Object port = ((Map<?, ?>) old.call("on", Map.of())).get("port");

    assertThatThrownBy(() -> lamp("1.1.0", (int) port)).hasRootCauseInstanceOf(BindException.class);
    assertThat(MetaDiff.between(old.unit().meta(), next.unit().meta()).bump())
        .isEqualTo(Bump.MINOR);
    is.importState(was.exportState());
    assertThat(next.call("status", Map.of())).asString().contains("percent=100");
    next.call("on", Map.of("percent", 40));
    HandedState dimmed = is.exportState();
    assertThatThrownBy(() -> was.importState(dimmed)).isInstanceOf(RefusedException.class);
    next.call("off", Map.of());
    is.importState(dimmed);
    assertThat(next.call("status", Map.of())).asString().contains("percent=40");
  }
}
