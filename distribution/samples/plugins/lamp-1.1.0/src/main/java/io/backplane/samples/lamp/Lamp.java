package io.backplane.samples.lamp;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Limits;
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
 * The lamp with a dimmer. It reads the state of 1.0.0, which does not read its own: on the way back
 * the lamp is what it was before the update.
 */
@Component(service = Unit.class)
public final class Lamp implements Unit, StateHandover {

  private static final int PORT = 17_317;
  private static final int ON_OR_OFF = 1;
  private static final int DIMMED = 2;
  private static final int FULL = 100;

  private static final Meta META =
      Meta.of(
          "lamp",
          "1.1.0",
          "A lamp with a dimmer that shows itself on a port.",
          CommandMeta.of(
                  "on",
                  "Switches it on.",
                  FieldMeta.of("percent", FieldType.INT, "How bright.")
                      .within(Limits.NONE.range(1, FULL))
                      .withDefault(FULL))
              .flags(Flags.of(false, true, false)),
          CommandMeta.of("off", "Switches it off.").flags(Flags.of(false, true, false)),
          CommandMeta.of("status", "Tells whether it is on, how bright, and its port.")
              .flags(Flags.READ_ONLY));

  private final Window window;
  private volatile int percent;

  /**
   * @throws IOException while another version holds the port
   */
  @Activate
  public Lamp() throws IOException {
    window = new Window(Integer.getInteger("lamp.port", PORT), () -> percent > 0 ? "on" : "off");
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
    if (!(request.params().getOrDefault("percent", FULL) instanceof Number asked)
        || asked.intValue() < 1
        || asked.intValue() > FULL) {
      sink.refused(new Refusal.Invalid("percent", "must be a number from 1 to " + FULL));
      return Call.ENDED;
    }
    switch (request.command()) {
      case "on" -> percent = asked.intValue();
      case "off" -> percent = 0;
      default -> {}
    }
    sink.done(Map.of("on", percent > 0, "percent", percent, "port", window.port()));
    return Call.ENDED;
  }

  @Override
  public HandedState exportState() {
    return new HandedState(DIMMED, new byte[] {(byte) percent});
  }

  @Override
  public void importState(HandedState state) {
    percent =
        switch (state.format()) {
          case ON_OR_OFF -> state.bytes()[0] == 0 ? 0 : FULL;
          case DIMMED -> state.bytes()[0];
          default ->
              throw new RefusedException(
                  new Refusal.Invalid("state", "is of the unknown format " + state.format()));
        };
  }
}
