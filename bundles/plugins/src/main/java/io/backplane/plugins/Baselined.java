package io.backplane.plugins;

import aQute.bnd.differ.Baseline;
import aQute.bnd.differ.DiffPluginImpl;
import aQute.bnd.osgi.Jar;
import aQute.bnd.osgi.Processor;
import aQute.bnd.service.diff.Delta;
import aQute.bnd.service.diff.Diff;
import aQute.bnd.service.diff.Type;
import io.backplane.api.call.Values;
import io.backplane.meta.spi.Bump;
import io.backplane.meta.spi.MetaDiff.Change;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What bnd's baseline finds, in the words of this house; the only class that knows bnd. */
final class Baselined {

  private final List<Change> found = new ArrayList<>();

  private Baselined() {}

  static List<Change> changes(Path before, Path after) throws IOException {
    var baselined = new Baselined();
    try (var older = new Jar(before.toFile());
        var newer = new Jar(after.toFile());
        var reporter = new Processor()) {
      for (var info : new Baseline(reporter, new DiffPluginImpl()).baseline(newer, older, null)) {
        baselined.look(info.packageDiff, "package " + info.packageName, "");
      }
    } catch (IOException e) {
      throw e;
    } catch (Exception e) { // of any kind, for classes of any origin
      throw PluginJar.invalid("exports what cannot be compared: " + e);
    }
    return baselined.found;
  }

  /**
   * @param subject what the difference is of: a package, a class, a member
   * @param part of it, where the difference is a detail; empty for the whole
   */
  private void look(Diff diff, String subject, String part) {
    switch (diff.getDelta()) {
      case ADDED -> add(diff.getNewer().ifAdded(), subject, part + "is added");
      case REMOVED -> add(diff.getOlder().ifRemoved(), subject, part + "is removed");
      case MINOR, MAJOR -> diff.getChildren().forEach(child -> inside(child, diff, subject));
      case IGNORED, UNCHANGED, CHANGED, MICRO -> {}
    }
  }

  private void inside(Diff child, Diff parent, String subject) {
    Type type = child.getType();
    switch (type) {
      case CLASS, INTERFACE, ANNOTATION, ENUM ->
          look(child, Values.word(type) + " " + child.getName(), "");
      case FIELD -> look(child, "field " + parent.getName() + "." + child.getName(), "");
      case METHOD -> look(child, method(parent.getName(), child.getName()), "");
      default -> look(child, subject, word(type) + " " + child.getName() + " ");
    }
  }

  private static String method(String owner, String signature) {
    return signature.startsWith("<init>")
        ? "constructor " + owner + signature.substring("<init>".length())
        : "method " + owner + "." + signature;
  }

  private static String word(Type type) {
    return switch (type) {
      case RETURN -> "type";
      case ACCESS -> "modifier";
      case EXTENDS -> "superclass";
      case IMPLEMENTS -> "interface";
      default -> Values.word(type).replace('_', ' ');
    };
  }

  private void add(Delta delta, String subject, String what) {
    switch (delta) {
      case MAJOR, REMOVED -> found.add(new Change(Bump.MAJOR, subject, what));
      case MINOR, ADDED -> found.add(new Change(Bump.MINOR, subject, what));
      case IGNORED, UNCHANGED, CHANGED, MICRO -> {}
    }
  }
}
