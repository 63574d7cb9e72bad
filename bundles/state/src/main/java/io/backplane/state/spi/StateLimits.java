package io.backplane.state.spi;

import java.time.Duration;

/** What shared state is bounded by. */
public final class StateLimits {

  /** Live keys that this kernel writes; what others write is taken beyond that. */
  public static final int KEYS_MAX = 100_000;

  /** Characters of a key. */
  public static final int KEY_LENGTH_MAX = 256;

  /** Bytes of a value in UTF-8. */
  public static final int VALUE_BYTES_MAX = 1 << 20;

  /** Bytes of all live values. */
  public static final long BYTES_MAX = 1L << 30;

  /** Characters of a writer's name. */
  public static final int BY_LENGTH_MAX = 256;

  /** Earlier versions kept of a key. */
  public static final int HISTORY_MAX = 20;

  /** Bytes of a key's earlier versions. */
  public static final long HISTORY_BYTES_MAX = 4L << 20;

  /** Conflicts kept; the oldest go first, and are counted. */
  public static final int CONFLICTS_MAX = 10_000;

  /** Bytes of the values in the conflict log. */
  public static final long CONFLICT_BYTES_MAX = 256L << 20;

  /** Deleted keys that are remembered. */
  public static final int TOMBSTONES_MAX = 100_000;

  /** Versions from the future that are kept; later ones are fetched again when there is room. */
  public static final int QUARANTINE_MAX = 10_000;

  /** Origins whose versions of one key are told apart. */
  public static final int ORIGINS_MAX = 32;

  /** Values of a page. */
  public static final int PAGE_MAX = 1_000;

  /** Bytes of a page's values, unless its first alone is larger. */
  public static final long PAGE_BYTES_MAX = 4L << 20;

  /** Characters of a value that its event carries. */
  public static final int EVENT_VALUE_MAX = 4_096;

  /** Versions merged in one transaction. */
  public static final int BATCH_MAX = 100;

  /** Keys that wait to be sent and are known one by one; beyond that all are looked through. */
  public static final int OUTBOX_MAX = 10_000;

  /** How far a stamp may be ahead of this kernel's wall clock. */
  public static final Duration AHEAD_MAX = Duration.ofSeconds(5);

  /** From where on it is worth a warning. */
  public static final Duration AHEAD_WARN = Duration.ofMillis(500);

  /** From where on it cannot be skew: only such stamps can be overruled by hand. */
  public static final Duration AHEAD_ABSURD = Duration.ofHours(1);

  /** How long a deletion is remembered. */
  public static final Duration TOMBSTONE_KEEP = Duration.ofDays(10);

  /** By how much kernels' clocks may differ where the above matters. */
  public static final Duration TOMBSTONE_MARGIN = Duration.ofHours(1);

  private StateLimits() {}
}
