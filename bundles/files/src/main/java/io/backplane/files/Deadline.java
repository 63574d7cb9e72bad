package io.backplane.files;

import java.time.Duration;

/** When a search has to end. */
record Deadline(long nanos) {

  /** A search is out of time. */
  static final class Over extends RuntimeException {
    private static final long serialVersionUID = 1;

    Over() {
      super("out of time", null, false, false);
    }
  }

  static Deadline in(Duration limit) {
    return new Deadline(System.nanoTime() + limit.toNanos());
  }

  /**
   * @throws Over after it
   */
  void check() {
    if (System.nanoTime() - nanos >= 0) {
      throw new Over();
    }
  }

  /** The same text; reading it ends with the deadline, whatever an expression does with it. */
  CharSequence guard(String text) {
    return new Guarded(text);
  }

  private final class Guarded implements CharSequence {

    private static final int READS_A_LOOK = 1 << 10;

    private final String text;
    private int reads;

    Guarded(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++reads % READS_A_LOOK == 0) {
        check();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Guarded(text.substring(start, end));
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
