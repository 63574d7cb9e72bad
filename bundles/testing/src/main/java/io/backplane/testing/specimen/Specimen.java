package io.backplane.testing.specimen;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.Meta;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A unit with a command for every way in which a call can go; one class, so that it is copied. */
public final class Specimen implements Unit {

  private static final long TICK_MS = 20;

  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicInteger inside = new AtomicInteger();
  private final String id;
  private final String version;

  public Specimen() {
    var properties = new Properties();
    try (InputStream in = Specimen.class.getResourceAsStream("/specimen.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    id = properties.getProperty("id");
    version = properties.getProperty("version");
  }

  @Override
  public Meta meta() {
    return Meta.of(
        id,
        version,
        "A unit for tests.",
        CommandMeta.of("echo", "Says what it was given.").flags(Flags.READ_ONLY),
        CommandMeta.of("version", "Says which version this is.").flags(Flags.READ_ONLY),
        CommandMeta.of("inside", "Says how many calls it holds.").flags(Flags.READ_ONLY),
        CommandMeta.of("wait", "Stays until it is interrupted."),
        CommandMeta.of("ticks", "Counts until it is interrupted.").flags(Flags.STREAMING),
        CommandMeta.of("fail", "Fails with code 7."),
        CommandMeta.of("throw", "Throws."));
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    switch (request.command()) {
      case "echo" -> sink.done(request.params());
      case "version" -> sink.done(version);
      case "inside" -> sink.done(inside.get());
      case "fail" -> sink.error(7, Map.of("message", "failed as asked"));
      case "throw" -> throw new IllegalStateException("thrown as asked");
      default -> stay(request, sink);
    }
    return Call.ENDED;
  }

  private void stay(CallRequest request, CallSink sink) {
    inside.incrementAndGet();
    try {
      if (request.command().equals("wait")) {
        never.await();
      }
      for (int n = 1; !never.await(TICK_MS, TimeUnit.MILLISECONDS); n++) {
        sink.event("tick", n);
      }
    } catch (InterruptedException e) {
      sink.error(1, "interrupted");
    } finally {
      inside.decrementAndGet();
    }
  }
}
