package io.backplane.api.meta;

import io.backplane.api.call.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One command of a unit.
 *
 * @param params in the order of declaration
 * @param returns what {@code done} carries
 * @param events what it may emit
 * @param flags how the switchboard treats it
 */
public record CommandMeta(
    String name,
    String title,
    String description,
    List<FieldMeta> params,
    FieldMeta returns,
    List<EventMeta> events,
    Flags flags) {

  /**
   * How the switchboard treats a command ({@code x-backplane} in a driver's meta).
   *
   * @param readOnly changes nothing; Viewers may call it
   * @param idempotent twice is as good as once
   * @param streaming emits events for as long as it likes; holds no slot and no limit after its
   *     first
   */
  public record Flags(boolean readOnly, boolean idempotent, boolean streaming) {
    public static final Flags NONE = new Flags(false, false, false);
    public static final Flags READ_ONLY = new Flags(true, true, false);
    public static final Flags STREAMING = new Flags(true, false, true);
  }

  public CommandMeta {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(returns, "returns");
    Objects.requireNonNull(flags, "flags");
    params = List.copyOf(params);
    events = List.copyOf(events);
  }

  /** A command that returns an object. */
  public static CommandMeta of(String name, String description, FieldMeta... params) {
    return new CommandMeta(
        name,
        "",
        description,
        List.of(params),
        FieldMeta.of("", FieldType.OBJECT, ""),
        List.of(),
        Flags.NONE);
  }

  /** The same command with other flags. */
  public CommandMeta flags(Flags flags) {
    return new CommandMeta(name, title, description, params, returns, events, flags);
  }

  /** The same command with declared events. */
  public CommandMeta events(EventMeta... events) {
    return new CommandMeta(name, title, description, params, returns, List.of(events), flags);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "name", name,
        "title", title,
        "description", description,
        "readOnly", flags.readOnly(),
        "idempotent", flags.idempotent(),
        "streaming", flags.streaming(),
        "params", params.stream().map(FieldMeta::toMap).toList());
  }
}
