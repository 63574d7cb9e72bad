package io.backplane.meta;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Searches with expressions that come from outside, and comes back whatever they are. */
final class Search {

  /**
   * Characters looked at before an expression is given up, and as many more for each of the text.
   */
  private static final long STEPS_MAX = 1_000_000;

  private static final long STEPS_PER_CHARACTER = 16;

  private Search() {}

  /**
   * Whether the expression occurs in the text. One that Java cannot read is left to the driver,
   * whose dialect it is written in; one that backtracks without end is not found.
   */
  static boolean finds(String expression, String text) {
    try {
      return Pattern.compile(expression)
          .matcher(new Counted(text, new Steps(text.length())))
          .find();
    } catch (PatternSyntaxException e) {
      return true;
    } catch (OutOfSteps | StackOverflowError e) { // the engine recurses once for each repetition
      return false;
    }
  }

  private static final class OutOfSteps extends RuntimeException {
    private static final long serialVersionUID = 1;

    OutOfSteps() {
      super("", null, false, false);
    }
  }

  private static final class Steps {
    private long left;

    Steps(int length) {
      left = STEPS_MAX + STEPS_PER_CHARACTER * length;
    }

    void take() {
      if (--left < 0) {
        throw new OutOfSteps();
      }
    }
  }

  private record Counted(CharSequence text, Steps steps) implements CharSequence {
    @Override
    public char charAt(int index) {
      steps.take();
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), steps);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
