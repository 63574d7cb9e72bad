package io.backplane.host.modules;

import java.net.http.HttpClient;
import java.util.concurrent.Executors;

/** What all clients of HTTP here have in common. */
final class Clients {

  private static final String RESTRICTED = "jdk.httpclient.allowRestrictedHeaders";

  private Clients() {}

  /**
   * Version 1.1, which is what devices understand. Called before the first request is built: by
   * then it is settled for the process which headers may be set.
   */
  static HttpClient.Builder builder() {
    System.getProperties().putIfAbsent(RESTRICTED, "host,connection");
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .executor(Executors.newVirtualThreadPerTaskExecutor());
  }
}
