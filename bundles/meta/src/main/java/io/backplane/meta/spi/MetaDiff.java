package io.backplane.meta.spi;

import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.Meta;
import io.backplane.meta.spi.FieldDiff.Side;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What callers notice between two versions of a unit; words and forms are not among it.
 *
 * @param changes the worst first, then in the order of declaration
 */
public record MetaDiff(List<Change> changes) {

  /**
   * One thing that is not as it was.
   *
   * @param bump what it asks of the version number
   * @param subject such as {@code command hello}, {@code parameter hello.name}, {@code answer
   *     hello.greeting}, {@code event count.greeting}, {@code config tls.port}
   * @param what the rest of the sentence: {@code is gone}
   */
  public record Change(Bump bump, String subject, String what) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      return Values.map("bump", bump.word(), "subject", subject, "what", what);
    }
  }

  public MetaDiff {
    changes = List.copyOf(changes);
  }

  public static MetaDiff between(Meta before, Meta after) {
    var found = new ArrayList<Change>();
    new FieldDiff("config", Side.IN, found)
        .members("", before.config().fields(), after.config().fields(), true);
    Paired.of(before.commands(), after.commands(), CommandMeta::name)
        .forEach(pair -> command(pair, found));
    found.sort(Comparator.comparing(Change::bump).reversed());
    return new MetaDiff(found);
  }

  private static void command(Paired<CommandMeta> pair, List<Change> found) {
    String subject = "command " + pair.name();
    if (pair.after().isEmpty()) {
      found.add(new Change(Bump.MAJOR, subject, "is gone"));
    } else if (pair.before().isEmpty()) {
      found.add(new Change(Bump.MINOR, subject, "is new"));
    } else {
      CommandMeta before = pair.before().get();
      CommandMeta after = pair.after().get();
      flags(subject, before.flags(), after.flags(), found);
      String name = pair.name();
      new FieldDiff("parameter", Side.IN, found)
          .members(name, before.params(), after.params(), true);
      new FieldDiff("answer", Side.OUT, found).field(name, before.returns(), after.returns());
      Paired.of(before.events(), after.events(), EventMeta::name)
          .forEach(event -> event(name, event, found));
    }
  }

  private static void event(String command, Paired<EventMeta> pair, List<Change> found) {
    String path = command + "." + pair.name();
    if (pair.after().isEmpty()) {
      found.add(new Change(Bump.MAJOR, "event " + path, "is gone"));
    } else if (pair.before().isEmpty()) {
      found.add(new Change(Bump.MINOR, "event " + path, "is new"));
    } else {
      new FieldDiff("event", Side.OUT, found)
          .members(path, pair.before().get().fields(), pair.after().get().fields(), false);
    }
  }

  private static void flags(String subject, Flags before, Flags after, List<Change> found) {
    promise(subject, "readOnly", before.readOnly(), after.readOnly(), found);
    promise(subject, "idempotent", before.idempotent(), after.idempotent(), found);
    if (before.streaming() != after.streaming()) {
      String what = after.streaming() ? "is streaming now" : "is not streaming any more";
      found.add(new Change(Bump.MAJOR, subject, what));
    }
    if (!before.cancel().equals(after.cancel())) {
      found.add(
          new Change(
              before.cancel().isEmpty() ? Bump.MINOR : Bump.MAJOR,
              subject,
              "is ended by %s, was by %s"
                  .formatted(after.cancel().orElse("none"), before.cancel().orElse("none"))));
    }
    if (!before.timeout().equals(after.timeout())) {
      found.add(
          new Change(
              Bump.MINOR,
              subject,
              "is limited to %s, was to %s".formatted(ms(after.timeout()), ms(before.timeout()))));
    }
  }

  private static String ms(Optional<Duration> limit) {
    return limit.map(d -> d.toMillis() + " ms").orElse("the usual time");
  }

  private static void promise(
      String subject, String flag, boolean before, boolean after, List<Change> found) {
    if (before && !after) {
      found.add(new Change(Bump.MAJOR, subject, "is not " + flag + " any more"));
    } else if (after && !before) {
      found.add(new Change(Bump.MINOR, subject, "is " + flag + " now"));
    }
  }

  /** What the changes together ask of the version number; the least where there are none. */
  public Bump bump() {
    return changes.stream().map(Change::bump).reduce(Bump.PATCH, Bump::worse);
  }
}
