package io.backplane.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where the figures were taken. */
record Machine(String cpu, int cores, String jdk) {

  static Machine here() throws IOException {
    String cpu =
        Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
            .filter(line -> line.startsWith("model name"))
            .map(line -> line.replaceFirst("[^:]*:\\s*", ""))
            .findFirst()
            .orElse("unknown");
    String jdk = System.getProperty("java.vendor") + " " + Runtime.version();
    return new Machine(cpu, Runtime.getRuntime().availableProcessors(), jdk);
  }

  /** Averages over 1, 5 and 15 minutes. */
  static String load() throws IOException {
    String[] words = Files.readString(Path.of("/proc/loadavg")).split(" ");
    return words[0] + " " + words[1] + " " + words[2];
  }

  Map<String, Object> toMap() {
    var map = new LinkedHashMap<String, Object>();
    map.put("cpu", cpu);
    map.put("cores", cores);
    map.put("jdk", jdk);
    return map;
  }
}
