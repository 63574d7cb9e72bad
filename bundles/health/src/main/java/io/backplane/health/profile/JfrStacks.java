package io.backplane.health.profile;

import io.backplane.health.spi.ProfileType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** Reads stacks out of a recording. */
final class JfrStacks {

  private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda[./]0x[0-9a-f]+");

  private static final Map<String, String> PRIMITIVES =
      Map.of(
          "Z", "boolean", "B", "byte", "C", "char", "S", "short", "I", "int", "J", "long", "F",
          "float", "D", "double");

  private final Owners owners;
  private final String unit;

  /**
   * @param unit whose calls and whose code's stacks count; empty for all
   */
  JfrStacks(Owners owners, String unit) {
    this.owners = owners;
    this.unit = unit;
  }

  StackTally read(Path file, ProfileType type) throws IOException {
    var tally = new StackTally();
    try (var recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        add(recording.readEvent(), type, tally);
      }
    }
    return tally;
  }

  private void add(RecordedEvent event, ProfileType type, StackTally tally) {
    RecordedStackTrace trace = event.getStackTrace();
    if (trace == null || trace.getFrames().isEmpty()) {
      return;
    }
    String name = event.getEventType().getName();
    if (!JvmRecording.events(type).contains(name)) {
      return; // another recording in this JVM wants it
    }
    switch (name) {
      case JvmRecording.SAMPLE, JvmRecording.NATIVE_SAMPLE -> {
        if (!waits(trace)) {
          add(event.getThread("sampledThread"), trace, "", 1, tally);
        }
      }
      case JvmRecording.ALLOCATION ->
          add(
              event.getThread(),
              trace,
              "new " + readable(event.getClass("objectClass").getName()),
              event.getLong("weight"),
              tally);
      case JvmRecording.FILE_READ -> file(event, trace, "read ", "bytesRead", tally);
      case JvmRecording.FILE_WRITE -> file(event, trace, "write ", "bytesWritten", tally);
      case JvmRecording.SOCKET_READ -> socket(event, trace, "receive ", "bytesRead", tally);
      case JvmRecording.SOCKET_WRITE -> socket(event, trace, "send ", "bytesWritten", tally);
      default -> throw new IllegalStateException(name);
    }
  }

  /** A thread that sits in the system and waits for input costs nothing. */
  private static boolean waits(RecordedStackTrace trace) {
    RecordedFrame top = trace.getFrames().getFirst();
    String name = top.getMethod().getName();
    return name.startsWith("epollWait")
        || name.startsWith("accept")
        || name.startsWith("poll")
        || name.equals("park")
        || name.startsWith("wait")
        || name.startsWith("read0")
        || name.startsWith("readBytes")
        || name.startsWith("receive0")
        || name.startsWith("take")
        || name.startsWith("inotify");
  }

  private void file(
      RecordedEvent event, RecordedStackTrace trace, String what, String bytes, StackTally tally) {
    String path = event.getString("path");
    add(event.getThread(), trace, what + path, event.getLong(bytes), tally);
  }

  private void socket(
      RecordedEvent event, RecordedStackTrace trace, String what, String bytes, StackTally tally) {
    String peer = event.getString("address") + ":" + event.getInt("port");
    add(event.getThread(), trace, what + peer, event.getLong(bytes), tally);
  }

  private void add(
      RecordedThread thread, RecordedStackTrace trace, String leaf, long weight, StackTally tally) {
    List<RecordedFrame> frames =
        trace.getFrames().stream().filter(RecordedFrame::isJavaFrame).toList();
    String threadName = thread == null || thread.getJavaName() == null ? "" : thread.getJavaName();
    String owner =
        owners.of(
            frames.stream().map(frame -> frame.getMethod().getType().getName()).toList(),
            threadName);
    boolean wanted =
        unit.isEmpty()
            || owner.startsWith("plugin " + unit + " ")
            || threadName.startsWith("call " + unit + "@");
    if (!wanted) {
      return;
    }
    var named = new ArrayList<String>(frames.size() + 2);
    named.add(owner);
    frames.reversed().forEach(frame -> named.add(name(frame)));
    if (!leaf.isEmpty()) {
      named.add(leaf);
    }
    tally.add(named, weight);
  }

  private static String name(RecordedFrame frame) {
    return readable(frame.getMethod().getType().getName()) + "." + frame.getMethod().getName();
  }

  /** An array as in a source file; a lambda without the number that it gets anew at each start. */
  private static String readable(String type) {
    int dimensions = type.lastIndexOf('[') + 1;
    String element = type.substring(dimensions);
    if (dimensions > 0) {
      element =
          element.startsWith("L")
              ? element.substring(1, element.length() - 1)
              : PRIMITIVES.get(element);
    }
    return LAMBDA.matcher(element).replaceAll("\\$\\$Lambda") + "[]".repeat(dimensions);
  }
}
