package io.backplane.plugins.samples;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.concurrent.locks.LockSupport;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** The activator inside the tests' plugins: does what the header {@code Test-Behaviour} says. */
public final class Greeter implements BundleActivator {

  @Override
  public void start(BundleContext context) {
    Dictionary<String, String> headers = context.getBundle().getHeaders("");
    String version = headers.get("Bundle-Version");
    switch (headers.get("Test-Behaviour")) {
      case "throw" -> throw new IllegalStateException("out of order");
      case "no unit" -> {
        return;
      }
      case "hang" -> {
        while (!Boolean.getBoolean("let.go." + context.getBundle().getSymbolicName())) {
          LockSupport.parkNanos(1_000_000);
        }
      }
      default -> {}
    }
    Unit unit =
        new Unit() {
          @Override
          public Meta meta() {
            return Meta.of(
                "greeter", version, "", CommandMeta.of("version", ""), CommandMeta.of("stay", ""));
          }

          @Override
          public Call call(CallRequest request, CallSink sink) {
            if (request.command().equals("version")) {
              sink.done(version);
              return Call.ENDED;
            }
            return () -> sink.done("told to stop");
          }
        };
    context.registerService(Unit.class, unit, new Hashtable<>());
  }

  @Override
  public void stop(BundleContext context) {}
}
