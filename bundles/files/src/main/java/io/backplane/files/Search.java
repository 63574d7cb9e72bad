package io.backplane.files;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.files.spi.FileLimits;
import io.backplane.files.spi.FileMatches;
import io.backplane.files.spi.FileMatches.Match;
import io.backplane.files.spi.FileQuery;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Looks into texts, line by line. */
final class Search implements Walk.Visitor {

  private static final FilePath LOGS = new FilePath(List.of("logs"));

  private final FilePath start;
  private final Pattern pattern;
  private final Glob glob;
  private final Deadline deadline;
  private final List<Match> matches = new ArrayList<>();
  private int entries;
  private boolean truncated;

  /**
   * @throws RefusedException {@link Refusal.Invalid} for an expression that is none
   */
  Search(FilePath start, FileQuery query, Deadline deadline) {
    this.start = start;
    this.pattern = pattern(query);
    this.glob = new Glob(query.glob());
    this.deadline = deadline;
  }

  private static Pattern pattern(FileQuery query) {
    int flags = query.regex() ? 0 : Pattern.LITERAL;
    if (!query.caseSensitive()) {
      flags |= Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    }
    try {
      return Pattern.compile(query.text(), flags);
    } catch (PatternSyntaxException e) {
      throw invalid("is no expression: " + e.getDescription() + " at " + e.getIndex());
    } catch (StackOverflowError e) {
      throw invalid("is nested too deeply");
    }
  }

  private static RefusedException invalid(String reason) {
    return new RefusedException(new Refusal.Invalid("search", reason));
  }

  FileMatches run(Walk walk) {
    try {
      walk.from(start);
    } catch (Deadline.Over e) {
      truncated = true;
    }
    return new FileMatches(matches, truncated);
  }

  @Override
  public boolean directory(FilePath path, BasicFileAttributes found) {
    deadline.check();
    entries++;
    return !path.equals(LOGS);
  }

  @Override
  public void file(Folder folder, Path name, FilePath path, BasicFileAttributes found)
      throws IOException {
    deadline.check();
    entries++;
    String below = String.join("/", path.names().subList(start.depth(), path.depth()));
    if (glob.matches(below, deadline)) {
      text(folder, name, found).ifPresent(text -> look(path.toString(), text));
    }
  }

  private static Optional<String> text(Folder folder, Path name, BasicFileAttributes found)
      throws IOException {
    try {
      return Etags.small(folder, name, found).flatMap(PlainText::of);
    } catch (NoSuchFileException e) {
      return Optional.empty(); // it has just been deleted
    }
  }

  private void look(String path, String text) {
    int number = 0;
    int from = 0;
    while (from < text.length() && !enough()) {
      int end = lineEnd(text, from);
      number++;
      look(path, number, text.substring(from, end));
      boolean pair = text.startsWith("\r\n", end);
      from = end + (pair ? 2 : 1);
    }
  }

  private static int lineEnd(String text, int from) {
    int end = from;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    return end;
  }

  private void look(String path, int number, String line) {
    Matcher matcher = pattern.matcher(deadline.guard(line));
    while (!enough() && find(matcher)) {
      if (matcher.end() > matcher.start()) {
        matches.add(match(path, number, line, matcher.start(), matcher.end()));
      }
    }
    if (matches.size() >= FileLimits.MATCHES_MAX) {
      truncated = true;
    }
  }

  private static boolean find(Matcher matcher) {
    try {
      return matcher.find();
    } catch (StackOverflowError e) {
      throw invalid("goes too deep on a long line");
    }
  }

  private static Match match(String path, int number, String line, int start, int end) {
    int length = FileLimits.EXCERPT_LENGTH_MAX;
    int from =
        end <= length ? 0 : Math.max(0, Math.min(start - length / 4, line.length() - length));
    String excerpt = line.substring(from, Math.min(line.length(), from + length));
    return new Match(path, number, start + 1, end - start, excerpt, from + 1);
  }

  @Override
  public void other() {
    entries++;
  }

  @Override
  public void cut() {
    truncated = true;
  }

  @Override
  public boolean enough() {
    return entries >= FileLimits.ENTRIES_MAX || matches.size() >= FileLimits.MATCHES_MAX;
  }
}
