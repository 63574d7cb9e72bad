package io.backplane.driver;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.driver.spi.DriverSession;
import io.backplane.driver.spi.SessionListener;
import io.backplane.driver.spi.SessionOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Calls one at a time, and events at full rate, beside a bare loop over the same pipes. To be run
 * by hand: {@code java -cp <test class path> io.backplane.driver.Speed}.
 */
final class Speed {

  private static final int CALLS = 100_000;
  private static final int EVENTS = 2_000_000;
  private static final String ANSWER = Rig.done("{\"result\":3}");
  private static final String EVENT = Rig.event("reading", "{\"celsius\":21.5,\"unit\":\"c\"}");
  private static final CallRequest REQUEST =
      CallRequest.builder("x", "add").params(java.util.Map.of("a", 1, "b", 2)).build();

  /** Does nothing but answer; its loop is all system calls. */
  private static final String ECHOING =
      """
      import os
      answer = b'''%s\n'''
      event = b'''%s\n'''
      while True:
        line = os.read(0, 65536)
        if not line: break
        if b'flood' in line:
          for i in range(%d):
            block = event * 1000
            while block: block = block[os.write(1, block):]
        os.write(1, answer)
      """
          .formatted(ANSWER, EVENT, EVENTS / 1_000);

  /** Reads and writes JSON, as a driver does. */
  private static final String PARSING =
      """
      import json, sys
      for line in sys.stdin.buffer:
        data = json.loads(line)['data']
        answer = {'code': 0, 'data': {'result': data['a'] + data['b']}, 'status': 'done'}
        sys.stdout.buffer.write(json.dumps(answer, separators=(',', ':')).encode() + b'\\n')
        sys.stdout.buffer.flush()
      """;

  private record Pipes(Process process, FileChannel in, FileChannel out) {
    static Pipes start(Path directory, String name, boolean parses) throws Exception {
      Path in = directory.resolve(name + "-in");
      Path out = directory.resolve(name + "-out");
      new ProcessBuilder("mkfifo", in.toString(), out.toString()).start().waitFor();
      try (var _ = FileChannel.open(in, StandardOpenOption.READ, StandardOpenOption.WRITE);
          var _ = FileChannel.open(out, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        Process process =
            new ProcessBuilder("python3", "-c", parses ? PARSING : ECHOING)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Pipes(
            process,
            FileChannel.open(in, StandardOpenOption.WRITE),
            FileChannel.open(out, StandardOpenOption.READ));
      }
    }
  }

  private static final SessionListener DEAF =
      new SessionListener() {
        @Override
        public void event(String name, int code, Object value) {}

        @Override
        public void stray(String line, String why) {}

        @Override
        public void outOfStep(String why) {}

        @Override
        public void ended(String why) {}
      };

  private record Waker(Semaphore woken) implements CallSink {
    @Override
    public void event(String name, Object value) {}

    @Override
    public void done(Object value) {
      woken.release();
    }

    @Override
    public void error(int code, Object value) {
      throw new IllegalStateException(value.toString());
    }

    @Override
    public void refused(Refusal refusal) {}
  }

  private Speed() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createTempDirectory("driver-speed-");
    for (boolean parses : new boolean[] {true, false}) {
      for (int round = 0; round < 3; round++) {
        String name = parses + "" + round;
        double bare = bare(Pipes.start(directory, "bare" + name, parses));
        double calls = calls(Pipes.start(directory, "calls" + name, parses), false);
        double virtual = calls(Pipes.start(directory, "virtual" + name, parses), true);
        double chained = chained(Pipes.start(directory, "chained" + name, parses));
        System.out.printf(
            "%s driver: bare %,.0f/s, session %,.0f/s (%.0f %%), on a virtual thread %,.0f/s"
                + " (%.0f %%), from the terminal %,.0f/s (%.0f %%)%n",
            parses ? "parsing" : "echoing",
            bare,
            calls,
            100 * calls / bare,
            virtual,
            100 * virtual / bare,
            chained,
            100 * chained / bare);
      }
    }
    System.out.printf("events %,.0f/s%n", events(Pipes.start(directory, "events", false)));
  }

  private static double rate(int count, long sinceNs) {
    return count * 1e9 / (System.nanoTime() - sinceNs);
  }

  private static double bare(Pipes pipes) throws IOException {
    byte[] line = "{\"cmd\":\"add\",\"data\":{\"a\":1,\"b\":2}}\n".getBytes();
    ByteBuffer request = ByteBuffer.allocateDirect(line.length).put(line);
    ByteBuffer answer = ByteBuffer.allocateDirect(1 << 16);
    long start = 0;
    for (int i = -CALLS / 4; i < CALLS; i++) {
      start = i == 0 ? System.nanoTime() : start;
      pipes.in().write(request.flip());
      do {
        pipes.out().read(answer);
      } while (answer.get(answer.position() - 1) != '\n');
      answer.clear();
    }
    double rate = rate(CALLS, start);
    pipes.process().destroy();
    return rate;
  }

  private static double calls(Pipes pipes, boolean onVirtual) throws InterruptedException {
    double[] rate = new double[1];
    try (var session =
        DriverSession.open(pipes.out(), pipes.in(), SessionOptions.of("speed"), DEAF)) {
      var waker = new Waker(new Semaphore(0));
      Runnable loop =
          () -> {
            long start = 0;
            for (int i = -CALLS / 4; i < CALLS; i++) {
              start = i == 0 ? System.nanoTime() : start;
              session.call(REQUEST, waker);
              waker.woken().acquireUninterruptibly();
            }
            rate[0] = rate(CALLS, start);
          };
      (onVirtual ? Thread.ofVirtual().start(loop) : Thread.ofPlatform().start(loop)).join();
    }
    pipes.process().destroy();
    return rate[0];
  }

  /** Each call is made from the end of the one before: no thread waits for another. */
  private static double chained(Pipes pipes) throws InterruptedException {
    var over = new CountDownLatch(1);
    long[] start = new long[1];
    try (var session =
        DriverSession.open(pipes.out(), pipes.in(), SessionOptions.of("speed"), DEAF)) {
      var next =
          new CallSink() {
            private int i = -CALLS / 4;

            @Override
            public void event(String name, Object value) {}

            @Override
            public void done(Object value) {
              start[0] = i == 0 ? System.nanoTime() : start[0];
              if (i++ == CALLS) {
                over.countDown();
              } else {
                session.call(REQUEST, this);
              }
            }

            @Override
            public void error(int code, Object value) {}

            @Override
            public void refused(Refusal refusal) {}
          };
      session.call(REQUEST, next);
      over.await();
    }
    pipes.process().destroy();
    return rate(CALLS, start[0]);
  }

  private static double events(Pipes pipes) throws InterruptedException {
    var waker = new Semaphore(0);
    try (var session =
        DriverSession.open(pipes.out(), pipes.in(), SessionOptions.of("speed"), DEAF)) {
      long start = System.nanoTime();
      session.call(CallRequest.builder("x", "flood").build(), new Waker(waker));
      waker.acquire();
      return rate(EVENTS, start);
    } finally {
      pipes.process().destroy();
    }
  }
}
