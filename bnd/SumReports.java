import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sums every JUnit report below a folder; prints what failed, the beginning of what each failure says and where it
 * stood, and a last line with the totals. Exits 1 unless all is well.
 */
public final class SumReports {

  private static final Set<String> PASSED_OVER = Set.of("node_modules", ".git", ".run", "src");
  private static final Pattern SUITE = Pattern.compile("<testsuite\\s[^>]*>");
  private static final Pattern CASE =
      Pattern.compile(
          "<testcase\\s([^>]*?)>\\s*<(failure|error)[^>]*?(?:/>|>(.*?)</\\2>)", Pattern.DOTALL);
  private static final int WORDS_MAX_LINES = 12;
  private static final int LINE_MAX_CHARS = 300;

  private SumReports() {}

  public static void main(String[] args) throws IOException {
    int tests = 0;
    int failed = 0;
    int skipped = 0;
    for (Path report : reports(Path.of(args[0]))) {
      String xml = Files.readString(report);
      Matcher suite = SUITE.matcher(xml);
      while (suite.find()) {
        tests += number(suite.group(), "tests");
        failed += number(suite.group(), "failures") + number(suite.group(), "errors");
        skipped += number(suite.group(), "skipped");
      }
      Matcher failure = CASE.matcher(xml);
      while (failure.find()) {
        System.out.println("FAILED " + text(failure.group(1), "classname") + " " + text(failure.group(1), "name"));
        print(failure.group(3));
      }
    }
    int passed = tests - failed - skipped;
    System.out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
    System.exit(failed > 0 || passed == 0 ? 1 : 0);
  }

  private static void print(String words) {
    List<String> lines = words == null ? List.of() : plain(words).lines().toList();
    Stream.concat(
            lines.stream().filter(line -> !line.isBlank() && !isFrame(line)).limit(WORDS_MAX_LINES),
            lines.stream().filter(line -> isFrame(line) && isOurs(line)).limit(1))
        .map(String::strip)
        .map(line -> line.substring(0, Math.min(line.length(), LINE_MAX_CHARS)))
        .forEach(line -> System.out.println("  " + line));
  }

  private static boolean isFrame(String line) {
    return line.matches("\\s*(at |❯ |\\.\\.\\. \\d+ more).*");
  }

  private static boolean isOurs(String line) {
    return line.contains("Test.java") || line.contains(".test.ts");
  }

  private static String plain(String words) {
    return words
        .replace("<![CDATA[", "")
        .replace("]]>", "")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&#10;", "\n")
        .replace("&amp;", "&")
        .replaceAll("\\x1B\\[[0-9;]*m", "");
  }

  private static List<Path> reports(Path root) throws IOException {
    var found = new ArrayList<Path>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return PASSED_OVER.contains(folder.getFileName().toString())
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.getFileName().toString().matches("TEST-.*\\.xml")) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return found;
  }

  private static int number(String element, String attribute) {
    String text = text(element, attribute);
    return text.isEmpty() ? 0 : Integer.parseInt(text);
  }

  private static String text(String element, String attribute) {
    Matcher match = Pattern.compile("\\b" + attribute + "=\"([^\"]*)\"").matcher(element);
    return match.find() ? match.group(1) : "";
  }
}
