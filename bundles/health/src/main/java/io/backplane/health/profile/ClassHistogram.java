package io.backplane.health.profile;

import io.backplane.api.call.Values;
import java.lang.management.ManagementFactory;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * How much of each class lives on the heap after a full collection, by the JVM's own diagnostic
 * command {@code GC.class_histogram}.
 */
record ClassHistogram(Map<String, Use> classes) {

  private static final int SHOWN = 20;

  /** What looking itself leaves on the heap. */
  private static final List<String> OWN = List.of("jdk.jfr.", ClassHistogram.class.getName());

  private static final Pattern ROW = Pattern.compile("\\s*\\d+:\\s+(\\d+)\\s+(\\d+)\\s+(\\S+).*");

  /** Instances and bytes of one class. */
  record Use(long instances, long bytes) {}

  /** Collects and looks; the kernel stands still for the collection. */
  static ClassHistogram take() {
    try {
      Object text =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
      return parse(text.toString());
    } catch (JMException e) {
      throw new IllegalStateException("the JVM gives no class histogram", e);
    }
  }

  static ClassHistogram parse(String text) {
    var classes = new HashMap<String, Use>();
    text.lines()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .forEach(
            row ->
                classes.merge(
                    row.group(3),
                    new Use(Long.parseLong(row.group(1)), Long.parseLong(row.group(2))),
                    (one, two) ->
                        new Use(one.instances() + two.instances(), one.bytes() + two.bytes())));
    return new ClassHistogram(classes);
  }

  /** The largest, as they look in JSON. */
  List<Map<String, Object>> largest() {
    return classes.entrySet().stream()
        .sorted(Comparator.comparingLong(it -> -it.getValue().bytes()))
        .limit(SHOWN)
        .map(
            it ->
                Values.map(
                    "class", it.getKey(),
                    "instances", it.getValue().instances(),
                    "bytes", it.getValue().bytes()))
        .toList();
  }

  /**
   * What has more instances now than before and was not collected: what a leak would look like. As
   * it looks in JSON.
   */
  List<Map<String, Object>> grownSince(ClassHistogram before) {
    record Growth(String type, long instances, long bytes) {}
    return classes.entrySet().stream()
        .map(
            it -> {
              Use was = before.classes().getOrDefault(it.getKey(), new Use(0, 0));
              return new Growth(
                  it.getKey(),
                  it.getValue().instances() - was.instances(),
                  it.getValue().bytes() - was.bytes());
            })
        .filter(growth -> growth.instances() > 0 && growth.bytes() > 0)
        .filter(growth -> OWN.stream().noneMatch(growth.type()::startsWith))
        .sorted(Comparator.comparingLong(growth -> -growth.bytes()))
        .limit(SHOWN)
        .map(
            growth ->
                Values.map(
                    "class", growth.type(),
                    "instances", growth.instances(),
                    "bytes", growth.bytes()))
        .toList();
  }
}
