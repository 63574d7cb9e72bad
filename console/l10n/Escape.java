import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Copies a properties file from UTF-8 to escapes: the Felix Web Console reads its translations as ISO 8859-1. */
public final class Escape {

  private Escape() {}

  public static void main(String[] args) throws IOException {
    var escaped = new StringBuilder();
    for (char c : Files.readString(Path.of(args[0])).toCharArray()) {
      escaped.append(c < 0x7F ? String.valueOf(c) : "\\u%04X".formatted((int) c));
    }
    Path target = Path.of(args[1]);
    Files.createDirectories(target.getParent());
    Files.writeString(target, escaped, StandardCharsets.ISO_8859_1);
  }
}
