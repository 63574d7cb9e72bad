package io.backplane.driver;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the two ends of a line over the frame limit tell of it. A driver's libraries sort members by
 * name or keep the order of writing, so the status stands at one of the ends.
 *
 * @param terminal whether it would have ended a call
 * @param id of the request it answers, 0 where none is said
 */
record Overlong(boolean terminal, long id) {

  private static final String NUMBER = "\\s*:\\s*-?\\d+\\s*";
  private static final String SMALL = "\"(?:code|id)\"" + NUMBER;
  private static final String STATUS = "\"status\"\\s*:\\s*\"(?:done|error)\"\\s*";
  private static final String OTHER = "\"(?:code|status)\"\\s*:\\s*[^,}]{1,32}";
  private static final String ID = "\"id\"\\s*:\\s*(\\d{1,18})\\s*";
  private static final Pattern FIRST =
      Pattern.compile("^\\s*\\{\\s*(?:" + SMALL + ",\\s*)*+" + STATUS + ",");
  private static final Pattern LAST =
      Pattern.compile(",\\s*" + STATUS + "(?:,\\s*" + SMALL + ")*+}\\s*$");
  private static final Pattern FIRST_ID =
      Pattern.compile("^\\s*\\{\\s*(?:" + OTHER + ",\\s*)*" + ID + ",");
  private static final Pattern LAST_ID =
      Pattern.compile(",\\s*" + ID + "(?:,\\s*" + OTHER + ")*}\\s*$");

  static Overlong of(String head, String tail) {
    boolean terminal = FIRST.matcher(head).find() || LAST.matcher(tail).find();
    long id = id(FIRST_ID.matcher(head));
    return new Overlong(terminal, id != 0 ? id : id(LAST_ID.matcher(tail)));
  }

  private static long id(Matcher matcher) {
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }
}
