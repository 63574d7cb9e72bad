package io.backplane.meta.spi;

import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.meta.spi.ArgumentPath.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts arguments of a command line together to parameters or a configuration, by the rules of
 * StdioLink: paths {@code a.b}, {@code a[0]}, {@code a[]}, {@code a["k"]}, values as the type that
 * is declared for their place.
 */
public final class Arguments {

  /** A piece of it. */
  public record Argument(String path, String value) {}

  /** Arguments that do not go together; the message is the error's. */
  public static final class ArgumentException extends Exception {
    private static final long serialVersionUID = 1;

    ArgumentException(String message) {
      super(message);
    }
  }

  /** A place in the tree: a value, or a container under construction. */
  private static final class Node {
    private final Map<Object, Node> children = new LinkedHashMap<>(); // by name or index
    private boolean list;
    private boolean appended;
    private boolean indexed;
    private Optional<Object> leaf = Optional.empty(); // Nothing.NULL stands for null

    Object value() {
      if (leaf.isPresent()) {
        return JsonWord.plain(leaf.get());
      }
      if (!list) {
        var map = new LinkedHashMap<String, Object>();
        children.forEach((name, child) -> map.put((String) name, child.value()));
        return map;
      }
      var items = new ArrayList<Object>();
      children.forEach(
          (index, child) -> {
            while (items.size() <= (Integer) index) {
              items.add(null);
            }
            items.set((Integer) index, child.value());
          });
      return items;
    }
  }

  private Arguments() {}

  /**
   * @throws ArgumentException a path is none, they contradict each other, or a value is not of its
   *     type
   */
  public static Map<String, Object> params(List<Argument> arguments, List<FieldMeta> fields)
      throws ArgumentException {
    var root = new Node();
    for (Argument argument : arguments) {
      List<Step> steps =
          ArgumentPath.parse(argument.path())
              .orElseThrow(() -> new ArgumentException("invalid path: " + argument.path()));
      put(root, steps, argument, fields);
    }
    var params = new LinkedHashMap<String, Object>();
    root.children.forEach((name, child) -> params.put((String) name, child.value()));
    return params;
  }

  private static void put(Node root, List<Step> steps, Argument argument, List<FieldMeta> fields)
      throws ArgumentException {
    Node node = root;
    Optional<FieldMeta> field = Optional.of(FieldMeta.object("", "").withFields(fields));
    String path = "";
    for (Step step : steps) {
      if (node.leaf.isPresent()) {
        throw new ArgumentException("path conflict: container literal vs child path");
      }
      checkKind(step, field, path);
      node = child(node, step);
      path = path(path, step);
      field = inside(field, step);
    }
    if (!node.children.isEmpty()) {
      throw new ArgumentException("path conflict: container literal vs child path");
    }
    Object value = Literal.of(argument.path(), field, argument.value());
    node.leaf = Optional.of(value == null ? JsonWord.Nothing.NULL : value);
  }

  private static void checkKind(Step step, Optional<FieldMeta> field, String path)
      throws ArgumentException {
    FieldType type = field.map(FieldMeta::type).orElse(FieldType.ANY);
    boolean key = step instanceof Step.Key;
    if (key && type == FieldType.ARRAY) {
      throw new ArgumentException("path does not match array field: " + path);
    }
    if (!key && type == FieldType.OBJECT) {
      throw new ArgumentException("path does not match object field: " + path);
    }
    if (type != FieldType.ARRAY && type != FieldType.OBJECT && type != FieldType.ANY) {
      throw new ArgumentException("path does not match field: " + path);
    }
  }

  private static Node child(Node node, Step step) throws ArgumentException {
    boolean list = !(step instanceof Step.Key);
    if (!node.children.isEmpty() && node.list != list) {
      throw new ArgumentException("path conflict: object vs array");
    }
    node.list = list;
    node.appended |= step instanceof Step.Append;
    node.indexed |= step instanceof Step.Index;
    if (node.appended && node.indexed) {
      throw new ArgumentException("path conflict: append vs explicit index");
    }
    Object key =
        switch (step) {
          case Step.Key(String name) -> name;
          case Step.Index(int at) -> at;
          case Step.Append _ -> node.children.size();
        };
    return node.children.computeIfAbsent(key, k -> new Node());
  }

  private static String path(String path, Step step) {
    return switch (step) {
      case Step.Key(String name) -> path.isEmpty() ? name : path + "." + name;
      case Step.Index(int at) -> path + "[" + at + "]";
      case Step.Append _ -> path + "[]";
    };
  }

  private static Optional<FieldMeta> inside(Optional<FieldMeta> field, Step step) {
    return switch (step) {
      case Step.Key(String name) ->
          field.flatMap(f -> f.fields().stream().filter(m -> m.name().equals(name)).findFirst());
      case Step.Index _, Step.Append _ -> field.flatMap(FieldMeta::items);
    };
  }
}
