package io.backplane.samples.lamp;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.Meta;
import io.backplane.api.plugin.HandedState;
import io.backplane.api.plugin.StateHandover;
import io.backplane.samples.window.Window;
import java.io.IOException;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/**
 * A lamp that shows itself on TCP port 17317 of 127.0.0.1 ({@code -Dlamp.port} names another): who
 * connects is told {@code on} or {@code off}. Only one version can hold the port, so it is {@code
 * exclusive}.
 */
@Component(service = Unit.class)
public final class Lamp implements Unit, StateHandover {

  private static final int PORT = 17_317;
  private static final int FORMAT = 1;

  private static final Meta META =
      Meta.of(
          "lamp",
          "1.0.0",
          "A lamp that shows itself on a port.",
          CommandMeta.of("on", "Switches it on.").flags(Flags.of(false, true, false)),
          CommandMeta.of("off", "Switches it off.").flags(Flags.of(false, true, false)),
          CommandMeta.of("status", "Tells whether it is on, and its port.").flags(Flags.READ_ONLY));

  private final Window window;
  private volatile boolean on;

  /**
   * @throws IOException while another version holds the port
   */
  @Activate
  public Lamp() throws IOException {
    window = new Window(Integer.getInteger("lamp.port", PORT), () -> on ? "on" : "off");
  }

  @Deactivate
  void close() throws IOException {
    window.close();
  }

  @Override
  public Meta meta() {
    return META;
  }

  @Override
  public Call call(CallRequest request, CallSink sink) {
    switch (request.command()) {
      case "on" -> on = true;
      case "off" -> on = false;
      default -> {}
    }
    sink.done(Map.of("on", on, "port", window.port()));
    return Call.ENDED;
  }

  @Override
  public HandedState exportState() {
    return new HandedState(FORMAT, new byte[] {(byte) (on ? 1 : 0)});
  }

  @Override
  public void importState(HandedState state) {
    if (state.format() != FORMAT || state.bytes().length != 1) {
      throw new RefusedException(
          new Refusal.Invalid("state", "is of format " + state.format() + ", not " + FORMAT));
    }
    on = state.bytes()[0] != 0;
  }
}
