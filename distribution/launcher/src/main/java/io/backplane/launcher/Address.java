package io.backplane.launcher;

/** Where a kernel answers. */
record Address(String host, int port, boolean tls) {
  String url() {
    String shown = host.contains(":") ? "[" + host + "]" : host;
    return (tls ? "https" : "http") + "://" + shown + ":" + port + "/";
  }
}
