package io.backplane.store.spi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbered steps that bring one owner's tables from nothing to today. A step that was released
 * is never edited; a change is a new step.
 *
 * @param owner name of the bundle that owns the tables; table names begin with a word of its own
 * @param steps numbers rise from 1 without gaps
 */
public record Migrations(String owner, List<Step> steps) {

  /**
   * @param sql one or more statements, each ended by a semicolon at the end of a line
   */
  public record Step(int number, String name, String sql) {}

  public Migrations {
    steps = List.copyOf(steps);
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i).number() != i + 1) {
        throw new IllegalArgumentException(owner + ": step " + (i + 1) + " is missing");
      }
    }
  }

  /**
   * Reads the steps from the resources {@code /migrations/<file>} of the anchor's bundle.
   *
   * @param files such as {@code 0001_tokens.sql}, in order
   */
  public static Migrations of(String owner, Class<?> anchor, String... files) {
    var steps = new ArrayList<Step>();
    for (String file : files) {
      int number = Integer.parseInt(file.substring(0, file.indexOf('_')));
      steps.add(new Step(number, file, read(anchor, "/migrations/" + file)));
    }
    return new Migrations(owner, steps);
  }

  private static String read(Class<?> anchor, String resource) {
    try (InputStream in = anchor.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
