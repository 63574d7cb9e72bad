package io.backplane.driver;

/**
 * Whom a line belongs to, for a driver that answers in order and carries no ids: a pure function of
 * what waits first, whether a stream is open, and what the line is.
 */
final class Rules {

  /** The oldest request whose answer is outstanding. */
  enum Waiting {
    NOTHING,
    /** A call that ends with its answer. */
    CALL,
    /** A call of a streaming command before its first event. */
    STREAM_TO_BE,
    /** One nobody waits for any more, or never did; its answer will still come. */
    GHOST,
    /** The session's own question what the driver offers. */
    HANDSHAKE
  }

  /** What was read. */
  enum Line {
    TERMINAL,
    /** An event that the meta declares for the command that waits first. */
    OWN_EVENT,
    OTHER_EVENT,
    /** Not an answer at all. */
    BAD,
    /** Over the frame limit, and a terminal by the look of its ends. */
    LONG_TERMINAL,
    /** Over the frame limit, and no terminal or not to be told. */
    LONG_OTHER
  }

  /** What it means. */
  enum Verdict {
    /** The answer of the one that waits first. */
    ENDS_FIRST,
    /** The end of the newest stream. */
    ENDS_STREAM,
    /** An event of the call that waits first. */
    EVENT_OF_FIRST,
    /** The first event of the call that waits first: it gives its slot back. */
    OPENS_STREAM,
    EVENT_OF_STREAM,
    /** An event that no call hears. */
    EVENT_OF_NOBODY,
    /** The answer of the one that waits first, unreadable; what follows is in step. */
    FAILS_FIRST,
    /** The newest stream's end, unreadable. */
    FAILS_STREAM,
    /** It may have been the answer of the one that waits first: late ones cannot be told apart. */
    LOSES_STEP,
    STRAY
  }

  private Rules() {}

  static Verdict decide(Waiting first, boolean streamOpen, Line line) {
    return switch (line) {
      case TERMINAL -> terminal(first, streamOpen, Verdict.ENDS_FIRST, Verdict.ENDS_STREAM);
      case LONG_TERMINAL -> terminal(first, streamOpen, Verdict.FAILS_FIRST, Verdict.FAILS_STREAM);
      case OWN_EVENT -> event(first, streamOpen, true);
      case OTHER_EVENT -> event(first, streamOpen, false);
      case BAD, LONG_OTHER ->
          switch (first) {
            case CALL, STREAM_TO_BE, GHOST -> Verdict.LOSES_STEP;
            case NOTHING -> Verdict.STRAY;
            case HANDSHAKE -> Verdict.STRAY; // a banner before the first answer harms nobody
          };
    };
  }

  private static Verdict terminal(
      Waiting first, boolean streamOpen, Verdict ofFirst, Verdict ofStream) {
    return switch (first) {
      case CALL, STREAM_TO_BE, GHOST, HANDSHAKE -> ofFirst;
      case NOTHING -> streamOpen ? ofStream : Verdict.STRAY;
    };
  }

  private static Verdict event(Waiting first, boolean streamOpen, boolean own) {
    return switch (first) {
      case CALL -> own || !streamOpen ? Verdict.EVENT_OF_FIRST : Verdict.EVENT_OF_STREAM;
      case STREAM_TO_BE -> own || !streamOpen ? Verdict.OPENS_STREAM : Verdict.EVENT_OF_STREAM;
      case NOTHING, GHOST, HANDSHAKE ->
          streamOpen ? Verdict.EVENT_OF_STREAM : Verdict.EVENT_OF_NOBODY;
    };
  }
}
