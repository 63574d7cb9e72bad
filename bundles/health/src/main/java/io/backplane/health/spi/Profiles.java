package io.backplane.health.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.annotation.versioning.ProviderType;

/** Takes profiles, one at a time, and keeps them. Thread-safe. */
@ProviderType
public interface Profiles {

  Duration SHORTEST = Duration.ofSeconds(1);
  Duration LONGEST = Duration.ofSeconds(300);

  /** Profiles kept; the oldest goes for a new one. */
  int KEPT = 50;

  /**
   * Begins one.
   *
   * @param unit whose; empty for the whole kernel
   * @throws RefusedException {@link Refusal.Invalid} for a duration out of range, {@link
   *     Refusal.NotFound} for a unit that is not there, {@link Refusal.Conflict} while another is
   *     taken, naming it
   */
  Profile start(ProfileType type, String unit, Duration duration, String by);

  /** How long one takes where nothing else is said. */
  Duration defaultDuration();

  /** The one being taken. */
  Optional<Profile> running();

  /**
   * Ends one that is being taken; what was taken until now is kept. One that has ended stays as it
   * is.
   *
   * @throws RefusedException {@link Refusal.NotFound}
   */
  Profile stop(long id);

  /**
   * Waits for its end.
   *
   * @throws RefusedException {@link Refusal.NotFound}
   */
  Profile await(long id, Duration limit) throws InterruptedException;

  /**
   * @throws RefusedException {@link Refusal.NotFound}
   */
  Profile find(long id);

  /** Newest first. */
  List<Profile> all();

  /**
   * What was seen, the heaviest first.
   *
   * @throws RefusedException {@link Refusal.NotFound}; {@link Refusal.Conflict} while it is taken
   */
  List<Stack> stacks(long id);

  /**
   * The recording it was made from; empty for one of processes.
   *
   * @throws RefusedException as {@link #stacks}
   */
  Optional<Path> recording(long id);

  /**
   * @throws RefusedException {@link Refusal.NotFound}; {@link Refusal.Conflict} while it is taken
   */
  void delete(long id);

  /**
   * What was seen together.
   *
   * @param frames from the outermost to the innermost; the first says whose it is
   */
  record Stack(List<String> frames, long weight) {

    /** What would break the collapsed form, in the name of a file or thread. */
    private static final Pattern BREAKING = Pattern.compile("[;\\p{Cntrl}]");

    public Stack {
      frames = frames.stream().map(frame -> BREAKING.matcher(frame).replaceAll("_")).toList();
    }

    /** In the collapsed form: frames joined by {@code ;}, a blank, the weight. */
    public String collapsed() {
      return String.join(";", frames) + " " + weight;
    }
  }
}
