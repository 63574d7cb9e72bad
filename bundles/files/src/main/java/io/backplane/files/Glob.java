package io.backplane.files;

import java.util.regex.Pattern;

/** Which files a search looks into. */
final class Glob {

  private final Pattern pattern;
  private final boolean paths;

  /**
   * @param glob {@code *}, {@code ?}, {@code **} and alternatives behind commas; empty for all
   *     files
   */
  Glob(String glob) {
    this.paths = glob.contains("/");
    this.pattern = Pattern.compile(glob.isEmpty() ? ".*" : expression(glob), Pattern.DOTALL);
  }

  boolean matches(String path, Deadline deadline) {
    String text = paths ? path : path.substring(path.lastIndexOf('/') + 1);
    return pattern.matcher(deadline.guard(text)).matches();
  }

  private static String expression(String glob) {
    var expression = new StringBuilder("(?:");
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        expression.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        expression.append(".*");
        i++;
      } else if (c == '*') {
        expression.append("[^/]*");
      } else if (c == '?') {
        expression.append("[^/]");
      } else if (c == ',') {
        expression.append('|');
      } else if (c != ' ') {
        expression.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return expression.append(')').toString();
  }
}
