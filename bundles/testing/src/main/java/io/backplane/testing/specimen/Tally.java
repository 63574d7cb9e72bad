package io.backplane.testing.specimen;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Unit;
import io.backplane.api.health.HealthCheck;
import io.backplane.api.health.HealthLevel;
import io.backplane.api.health.HealthResult;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.Meta;
import io.backplane.api.plugin.HandedState;
import io.backplane.api.plugin.StateHandover;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A unit with a state: how often {@code add} was called, which it hands over. Its property {@code
 * behaviour} makes it throw or hang when it is made, or turn sick after {@code sickAfterMs}; one
 * class, so that it is copied.
 */
public final class Tally implements Unit, StateHandover, HealthCheck {

  private final AtomicLong count = new AtomicLong();
  private final long madeNs = System.nanoTime();
  private final Properties properties = new Properties();

  public Tally() throws InterruptedException {
    try (InputStream in = Tally.class.getResourceAsStream("/specimen.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    switch (properties.getProperty("behaviour", "")) {
      case "throw" -> throw new IllegalStateException("it throws as asked");
      case "hang" -> new CountDownLatch(1).await();
      default -> {}
    }
  }

  private String version() {
    return properties.getProperty("version");
  }

  @Override
  public Meta meta() {
    return Meta.of(
        properties.getProperty("id"),
        version(),
        "Counts.",
        CommandMeta.of("add", "Counts one, and says how many."),
        CommandMeta.of("get", "Says how many.").flags(Flags.READ_ONLY),
        CommandMeta.of("version", "Says which version this is.").flags(Flags.READ_ONLY));
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    switch (request.command()) {
      case "add" -> sink.done(count.incrementAndGet());
      case "get" -> sink.done(count.get());
      default -> sink.done(version());
    }
    return Call.ENDED;
  }

  @Override
  public HandedState exportState() {
    return new HandedState(1, BigInteger.valueOf(count.get()).toByteArray());
  }

  @Override
  public void importState(HandedState state) {
    count.set(new BigInteger(state.bytes()).longValueExact());
  }

  @Override
  public String name() {
    return properties.getProperty("id");
  }

  @Override
  public HealthResult check() {
    long sickAfterMs = Long.parseLong(properties.getProperty("sickAfterMs", "-1"));
    boolean sick = sickAfterMs >= 0 && (System.nanoTime() - madeNs) / 1_000_000 >= sickAfterMs;
    return sick
        ? new HealthResult(HealthLevel.UNHEALTHY, "it is sick as asked", Map.of())
        : HealthResult.healthy("it counts");
  }
}
