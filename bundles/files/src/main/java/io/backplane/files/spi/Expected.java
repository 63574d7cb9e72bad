package io.backplane.files.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.Optional;
import java.util.Set;

/** What a caller takes to be there, where he changes something. */
public sealed interface Expected {

  /** The word that a {@link Refusal.Stale} has for "no such file". */
  String NONE = "absent";

  Expected ANYTHING = new Anything();
  Expected ABSENT = new Absent();
  Expected FREE = new Free();
  Expected PRESENT = new Present();

  /** Whatever is there. */
  record Anything() implements Expected {}

  /** Nothing; otherwise he is not up to date. */
  record Absent() implements Expected {}

  /** Nothing; otherwise the name is taken. */
  record Free() implements Expected {}

  /** Any file. */
  record Present() implements Expected {}

  /** A file with one of these etags. */
  record Tagged(Set<String> tags) implements Expected {
    public Tagged {
      tags = Set.copyOf(tags);
    }
  }

  /**
   * @param what is there or not, such as {@code file 'workspace/index.js'}
   * @param etag of what is there
   * @throws RefusedException {@link Refusal.Stale} with the present etag or {@link #NONE}, {@link
   *     Refusal.Conflict} for a name that should be free
   */
  default void check(String what, Optional<String> etag) {
    switch (this) {
      case Anything _ -> {}
      case Absent _ -> demand(etag.isEmpty(), what, NONE, etag);
      case Free _ -> {
        if (etag.isPresent()) {
          throw new RefusedException(new Refusal.Conflict(what + " is there already"));
        }
      }
      case Present _ -> demand(etag.isPresent(), what, "present", etag);
      case Tagged(Set<String> tags) ->
          demand(
              etag.filter(tags::contains).isPresent(),
              what,
              String.join(" or ", tags.stream().sorted().toList()),
              etag);
    }
  }

  private static void demand(boolean holds, String what, String wanted, Optional<String> etag) {
    if (!holds) {
      throw new RefusedException(new Refusal.Stale(what, wanted, etag.orElse(NONE)));
    }
  }
}
