package io.backplane.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Plugins of a running kernel, by REST. */
record Plugins(HttpLine line, String token) {

  private static final long LIMIT_NS = 30_000_000_000L;
  private static final Pattern OUTCOME =
      Pattern.compile("\"updates\":\\[\\{.*?\"outcome\":\"([a-z-]+)\"");

  /** A data directory whose kernel commits updates at once. */
  static Path withoutWindow(Path data) throws IOException {
    Files.createDirectories(data.resolve("conf"));
    Files.writeString(data.resolve("conf/backplane.properties"), "plugins.health-window = 0ms\n");
    return data;
  }

  void load(String id, String version) throws IOException {
    line.demand(201, post(id, "load", "{\"version\":\"" + version + "\"}"));
  }

  void unload(String id) throws IOException {
    line.demand(204, HttpLine.delete("/api/plugins/" + id, token));
  }

  /** Returns once it is committed. */
  void update(String id, String version) throws Exception {
    line.demand(202, post(id, "update", "{\"version\":\"" + version + "\",\"force\":true}"));
    awaitCommit(id);
  }

  /** Returns once it is committed. */
  void rollback(String id) throws Exception {
    line.demand(202, post(id, "rollback", "{}"));
    awaitCommit(id);
  }

  private byte[] post(String id, String what, String body) {
    return HttpLine.post("/api/plugins/" + id + "/" + what, token, body);
  }

  private void awaitCommit(String id) throws Exception {
    byte[] history = HttpLine.get("/api/plugins/" + id + "/updates?limit=1", token);
    long deadline = System.nanoTime() + LIMIT_NS;
    while (true) {
      line.demand(history);
      Matcher match = OUTCOME.matcher(line.answer());
      String outcome = match.find() ? match.group(1) : "under-way";
      if (outcome.equals("committed")) {
        return;
      }
      if (!outcome.equals("under-way") || System.nanoTime() > deadline) {
        throw new IOException("not committed: " + line.answer());
      }
      Thread.sleep(1);
    }
  }
}
