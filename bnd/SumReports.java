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

/** Sums every JUnit report below a folder; prints what failed and a last line with the totals. Exits 1 unless all is well. */
public final class SumReports {

  private static final Set<String> PASSED_OVER = Set.of("node_modules", ".git", ".run", "src");
  private static final Pattern SUITE = Pattern.compile("<testsuite\\s[^>]*>");
  private static final Pattern CASE =
      Pattern.compile("<testcase\\s([^>]*?)>\\s*<(?:failure|error)", Pattern.DOTALL);

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
      }
    }
    int passed = tests - failed - skipped;
    System.out.println(passed + " passed, " + failed + " failed, " + skipped + " skipped");
    System.exit(failed > 0 || passed == 0 ? 1 : 0);
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
