package io.backplane.api.meta;

import io.backplane.api.call.Values;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One command of a unit.
 *
 * @param title a few words
 * @param summary one sentence
 * @param description all of it
 * @param params in the order of declaration
 * @param returns what {@code done} carries
 * @param events what it may emit
 * @param errors objects as the unit declares them, by custom {@code code} and {@code description}
 * @param ui for the interface, as the unit declares it
 * @param flags how the switchboard treats it
 */
public record CommandMeta(
    String name,
    String title,
    String summary,
    String description,
    List<FieldMeta> params,
    FieldMeta returns,
    List<EventMeta> events,
    List<Object> errors,
    List<Example> examples,
    Map<String, Object> ui,
    Flags flags) {

  /**
   * How the switchboard treats a command ({@code x-backplane} in a driver's meta).
   *
   * @param readOnly changes nothing; Viewers may call it
   * @param idempotent twice is as good as once
   * @param streaming emits events for as long as it likes; holds no slot and no limit after its
   *     first
   * @param cancel the command that ends the stream
   * @param timeout total limit of a call that names none
   */
  public record Flags(
      boolean readOnly,
      boolean idempotent,
      boolean streaming,
      Optional<String> cancel,
      Optional<Duration> timeout) {
    public static final Flags NONE = of(false, false, false);
    public static final Flags READ_ONLY = of(true, true, false);
    public static final Flags STREAMING = of(true, false, true);

    public Flags {
      Objects.requireNonNull(cancel, "cancel");
      Objects.requireNonNull(timeout, "timeout");
    }

    public static Flags of(boolean readOnly, boolean idempotent, boolean streaming) {
      return new Flags(readOnly, idempotent, streaming, Optional.empty(), Optional.empty());
    }

    /** The same with a command that ends the stream. */
    public Flags cancelledBy(String command) {
      return new Flags(readOnly, idempotent, streaming, Optional.of(command), timeout);
    }

    /** The same with a limit. */
    public Flags limitedTo(Duration limit) {
      return new Flags(readOnly, idempotent, streaming, cancel, Optional.of(limit));
    }

    /** As it looks in JSON; empty where nothing is flagged. */
    public Map<String, Object> toMap() {
      return new Members()
          .flag("readOnly", readOnly, false)
          .flag("idempotent", idempotent, false)
          .flag("streaming", streaming, false)
          .value("cancel", cancel)
          .number("timeoutMs", timeout.map(limit -> (double) limit.toMillis()))
          .map();
    }
  }

  public CommandMeta {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(returns, "returns");
    Objects.requireNonNull(flags, "flags");
    params = List.copyOf(params);
    events = List.copyOf(events);
    errors = errors.stream().map(error -> Values.copyOf(name + ".errors", error)).toList();
    examples = List.copyOf(examples);
    ui = Values.copyOf(name + ".ui", ui);
  }

  /** A command that returns an object. */
  public static CommandMeta of(String name, String description, FieldMeta... params) {
    return new CommandMeta(
        name,
        "",
        "",
        description,
        List.of(params),
        FieldMeta.of("", FieldType.OBJECT, ""),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Flags.NONE);
  }

  /** The same command with other flags. */
  public CommandMeta flags(Flags flags) {
    return new CommandMeta(
        name, title, summary, description, params, returns, events, errors, examples, ui, flags);
  }

  /** The same command with declared events. */
  public CommandMeta events(EventMeta... events) {
    return new CommandMeta(
        name,
        title,
        summary,
        description,
        params,
        returns,
        List.of(events),
        errors,
        examples,
        ui,
        flags);
  }

  /** The same command with another answer. */
  public CommandMeta returning(FieldMeta returns) {
    return new CommandMeta(
        name, title, summary, description, params, returns, events, errors, examples, ui, flags);
  }

  /** The same command with other examples. */
  public CommandMeta withExamples(List<Example> examples) {
    return new CommandMeta(
        name, title, summary, description, params, returns, events, errors, examples, ui, flags);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return new Members()
        .always("name", name)
        .text("title", title)
        .text("summary", summary)
        .text("description", description)
        .list("params", params, FieldMeta::toMap)
        .always("returns", returns.toMap())
        .list("events", events, EventMeta::toMap)
        .list("errors", errors)
        .list("examples", examples, Example::toMap)
        .object("ui", ui)
        .object(Meta.EXTENSION, flags.toMap())
        .map();
  }
}
