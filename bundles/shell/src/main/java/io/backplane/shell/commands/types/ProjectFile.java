package io.backplane.shell.commands.types;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What tells an editor of the declarations: {@code jsconfig.json} or {@code tsconfig.json}. */
record ProjectFile(Path file, String text) {

  /** Marks a file that may be replaced. */
  static final String HEADER =
      "// Made by 'backplane types'. Without this line it is yours, and is left alone.";

  /** What somebody else's file needs. */
  static final String ADDITION = "\"include\": [\"**/*\", \".backplane/types/index.d.ts\"]";

  private static final String REFERENCE = ".backplane/types";
  private static final String JS = "jsconfig.json";
  private static final String TS = "tsconfig.json";

  /** In JavaScript, nothing says what a parameter is, or what is caught. */
  private static final String JS_TEXT =
      """
      {
        "compilerOptions": {
          "target": "esnext",
          "lib": ["esnext"],
          "module": "esnext",
          "moduleResolution": "bundler",
          "types": [],
          "checkJs": true,
          "strict": true,
          "noImplicitAny": false,
          "useUnknownInCatchVariables": false
        },
        %s
      }
      """;

  private static final String TS_TEXT =
      """
      {
        "compilerOptions": {
          "target": "esnext",
          "lib": ["esnext"],
          "module": "esnext",
          "moduleResolution": "bundler",
          "allowImportingTsExtensions": true,
          "isolatedModules": true,
          "allowJs": true,
          "types": [],
          "strict": true,
          "skipLibCheck": true,
          "noEmit": true
        },
        %s
      }
      """;

  /** What became of it. */
  enum State {
    WRITTEN,
    /** It says what it should. */
    UNCHANGED,
    /** Somebody else's, which does not refer to the declarations. */
    FOREIGN
  }

  /** The one that an editor would take for a folder. */
  static ProjectFile of(Path folder) {
    boolean typeScript = there(folder.resolve("index.ts")) || there(folder.resolve(TS));
    return new ProjectFile(
        folder.resolve(typeScript ? TS : JS),
        HEADER + "\n" + (typeScript ? TS_TEXT : JS_TEXT).formatted(ADDITION));
  }

  State write() throws IOException {
    if (there(file) && !TypesFolder.begins(file, HEADER)) {
      boolean refers = Files.readString(file, StandardCharsets.ISO_8859_1).contains(REFERENCE);
      return refers ? State.UNCHANGED : State.FOREIGN;
    }
    Path other = file.resolveSibling(JS);
    if (!other.equals(file) && there(other) && TypesFolder.begins(other, HEADER)) {
      Files.delete(other);
    }
    return TypesFolder.replace(file, text) ? State.WRITTEN : State.UNCHANGED;
  }

  private static boolean there(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS);
  }
}
