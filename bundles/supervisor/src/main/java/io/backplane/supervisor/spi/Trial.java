package io.backplane.supervisor.spi;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/** A process that is tried out, over plain pipes. Thread-safe. */
@ProviderType
public interface Trial extends AutoCloseable {

  long pid();

  /** Asks the driver what it offers; empty where it has no meta. */
  CompletableFuture<Optional<Map<String, Object>>> describe(Duration limit);

  Call call(CallRequest request, CallSink sink);

  /** Closes its input. */
  void finish();

  /** Completed when the process has ended. */
  CompletableFuture<Exit> exit();

  /** Ends it and all it started, at once. */
  @Override
  void close();

  /** Hears what the process says beside its answers. Must not block. */
  @ConsumerType
  interface Listener {
    /** Hears nothing. */
    Listener NONE =
        new Listener() {
          @Override
          public void event(DriverEvent event) {}

          @Override
          public void line(LogStream stream, String text) {}
        };

    void event(DriverEvent event);

    /** A line of stderr, or one of stdout that is no answer. */
    void line(LogStream stream, String text);
  }
}
