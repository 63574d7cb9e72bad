package io.backplane.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.host.TestService.Result;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A service that ends with whoever has started it. */
class GuardTest {

  @TempDir private Path folder;

  @Test
  void it_ends_when_the_guard_does() throws IOException {
    String name = "guard" + UUID.randomUUID();
    Path socket = Path.of(System.getProperty("java.io.tmpdir")).resolve(name);
    var service =
        TestService.of(
            folder,
            "setInterval(() => {}, 1000); for (;;) await new Promise((d) => setTimeout(d));");
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(socket));
      var result =
          CompletableFuture.supplyAsync(
              () -> service.run("--guard=" + name), Thread::startVirtualThread);
      try (var _ = server.accept()) {
        assertThat(result).isNotDone();
      }
      assertThat(result.join()).isEqualTo(new Result(1, "", ""));
    } finally {
      Files.deleteIfExists(socket);
    }
  }

  @Test
  void without_a_guard_it_does_not_begin() {
    assertThat(TestService.of(folder, "console.log('begun')").run("--guard=nobody"))
        .isEqualTo(new Result(1, "", "Error: cannot connect to guard: nobody\n"));
  }
}
