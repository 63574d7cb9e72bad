package io.backplane.host.kernel;

import io.backplane.host.TestService;
import io.backplane.host.TestService.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Services that import {@code backplane}, beside a kernel that says what a test wants. */
abstract class AtKernel {

  static final String ALL =
      """
      import { call, unit, reference, state, on, emit, instance, schedule } from 'backplane';
      const told = (e) => `${e.name}: ${e.message} ${e.code} ${JSON.stringify(e.data)} ${e.refusal}`;
      const awaited = (act) => Promise.try(act).then((it) => it, told);
      """;

  @TempDir Path folder;
  private Path socketFolder;

  @BeforeEach
  void shortPath() throws IOException {
    socketFolder = Files.createTempDirectory("bp"); // a socket's path has at most 108 characters
  }

  @AfterEach
  void removeIt() throws IOException {
    Files.delete(socketFolder);
  }

  final Path socket() {
    return socketFolder.resolve("s");
  }

  final Result run(String script) {
    TestService.of(folder, ALL + script);
    return TestService.host(
        "",
        List.of(folder.toString()),
        Map.of(
            "BACKPLANE_SOCKET",
            socket().toString(),
            "STDIOLINK_INSTANCE_ID",
            "report",
            "BACKPLANE_REFERENCES",
            "{\"sensor\":\"lab\"}"));
  }

  static List<String> lines(FakeKernel kernel) {
    return kernel.asked.stream().map(it -> it.line() + " " + it.body()).toList();
  }
}
