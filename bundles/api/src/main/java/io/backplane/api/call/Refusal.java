package io.backplane.api.call;

import java.time.Duration;

/**
 * Why something asked for was not done, in a form a caller can act on. Nothing has changed when one
 * is given.
 */
public sealed interface Refusal {

  /** One sentence that names what is wrong and, where there is one, the way out. */
  String message();

  /** There is no such thing. */
  record NotFound(String kind, String name) implements Refusal {
    @Override
    public String message() {
      return "no " + kind + " '" + name + "'";
    }
  }

  /** The thing has changed since the caller read it. */
  record Stale(String what, String expected, String actual) implements Refusal {

    /** Of a thing whose versions are numbers. */
    public Stale(String what, long expected, long actual) {
      this(what, Long.toString(expected), Long.toString(actual));
    }

    @Override
    public String message() {
      return what + " is at version " + actual + ", not " + expected + ": read it again";
    }
  }

  /** A named limit is met. */
  record OverCap(String cap, long limit, String wayOut) implements Refusal {
    @Override
    public String message() {
      return cap + " is limited to " + limit + (wayOut.isEmpty() ? "" : ": " + wayOut);
    }
  }

  /** A value is not acceptable. */
  record Invalid(String field, String reason) implements Refusal {
    @Override
    public String message() {
      return field + " " + reason;
    }
  }

  /** The caller may not. */
  record Denied(String reason) implements Refusal {
    @Override
    public String message() {
      return reason;
    }
  }

  /** Not now. */
  record Busy(String reason, Duration retryAfter) implements Refusal {
    @Override
    public String message() {
      return reason;
    }
  }

  /** It contradicts what is there. */
  record Conflict(String reason) implements Refusal {
    @Override
    public String message() {
      return reason;
    }
  }
}
