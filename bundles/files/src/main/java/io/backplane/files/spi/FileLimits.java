package io.backplane.files.spi;

import java.time.Duration;

/** What files of instances are bounded by. */
public final class FileLimits {

  /** Bytes of a file that is read and written as text, and searched. */
  public static final int TEXT_BYTES_MAX = 1 << 20;

  /** Bytes of an upload. */
  public static final long UPLOAD_BYTES_MAX = 64L << 20;

  /** Entries of one answer, files looked into by one search, entries of a directory to add to. */
  public static final int ENTRIES_MAX = 10_000;

  /** Bytes of a name in UTF-8. */
  public static final int NAME_BYTES_MAX = 255;

  /** Names of a path. */
  public static final int DEPTH_MAX = 64;

  /** Characters of what is searched for, and of a glob. */
  public static final int QUERY_LENGTH_MAX = 1_000;

  /** Places that one search finds. */
  public static final int MATCHES_MAX = 500;

  /** Characters of a line that a match shows. */
  public static final int EXCERPT_LENGTH_MAX = 500;

  /** How long one search may take. */
  public static final Duration SEARCH_LIMIT = Duration.ofSeconds(5);

  /** Searches at a time. */
  public static final int SEARCHES_MAX = 2;

  /** Bytes that stay free on the disk. */
  public static final long FREE_BYTES_MIN = 16L << 20;

  private FileLimits() {}
}
