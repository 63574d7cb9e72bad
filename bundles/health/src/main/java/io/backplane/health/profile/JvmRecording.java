package io.backplane.health.profile;

import io.backplane.health.spi.ProfileType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import jdk.jfr.Recording;

/** A Flight Recorder recording with the events that one type of profile is made from. */
final class JvmRecording implements AutoCloseable {

  /** Every so often each running thread is looked at. */
  static final Duration SAMPLE_EVERY = Duration.ofMillis(10);

  /** What is kept of a recording: of a larger one, its end. */
  private static final long BYTES_MAX = 64L << 20;

  static final String SAMPLE = "jdk.ExecutionSample";
  static final String NATIVE_SAMPLE = "jdk.NativeMethodSample";
  static final String ALLOCATION = "jdk.ObjectAllocationSample";
  static final String FILE_READ = "jdk.FileRead";
  static final String FILE_WRITE = "jdk.FileWrite";
  static final String SOCKET_READ = "jdk.SocketRead";
  static final String SOCKET_WRITE = "jdk.SocketWrite";

  private static final Set<String> CPU = Set.of(SAMPLE, NATIVE_SAMPLE);
  private static final Set<String> MEMORY = Set.of(ALLOCATION);
  private static final Set<String> IO = Set.of(FILE_READ, FILE_WRITE, SOCKET_READ, SOCKET_WRITE);

  private final Recording recording = new Recording();

  /** What a profile of a type is made from. */
  static Set<String> events(ProfileType type) {
    return switch (type) {
      case CPU -> CPU;
      case MEMORY -> MEMORY;
      case IO -> IO;
    };
  }

  /** Begins to record. */
  JvmRecording(ProfileType type) {
    recording.setName("backplane " + type);
    recording.setToDisk(true);
    recording.setMaxSize(BYTES_MAX);
    for (String event : events(type)) {
      switch (type) {
        case CPU -> recording.enable(event).withPeriod(SAMPLE_EVERY);
        case MEMORY -> recording.enable(event).with("throttle", "2000/s").withStackTrace();
        case IO -> recording.enable(event).withThreshold(Duration.ZERO).withStackTrace();
      }
    }
    recording.start();
  }

  /** Ends it and writes what was recorded. */
  void finish(Path file) throws IOException {
    recording.stop();
    recording.dump(file);
  }

  @Override
  public void close() {
    recording.close();
  }
}
