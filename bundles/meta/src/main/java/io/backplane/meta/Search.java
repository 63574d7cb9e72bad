package io.backplane.meta;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Searches with expressions that come from outside, and comes back whatever they are. */
final class Search {

  /** Characters looked at before an expression is given up; honest ones need a few for each. */
  private static final int STEPS_MAX = 1_000_000;

  private Search() {}

  /**
   * Whether the expression occurs in the text. One that Java cannot read is left to the driver,
   * whose dialect it is written in; one that backtracks without end is not found.
   */
  static boolean finds(String expression, String text) {
    try {
      return Pattern.compile(expression).matcher(new Counted(text, new int[1])).find();
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

  private record Counted(CharSequence text, int[] steps) implements CharSequence {
    @Override
    public char charAt(int index) {
      if (++steps[0] > STEPS_MAX) {
        throw new OutOfSteps();
      }
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
