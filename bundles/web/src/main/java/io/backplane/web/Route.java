package io.backplane.web;

import io.backplane.security.spi.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One line of the route table.
 *
 * @param template such as {@code /api/units/{ref}/call/{command}}; a variable that ends in {@code
 *     *} takes the rest of the path, slashes included
 * @param role what the caller must have at least
 * @param summary one sentence, for the API's description
 * @param query names of query parameters
 * @param body a JSON Schema of the request's body, empty for none
 */
public record Route(
    String method,
    String template,
    Role role,
    String summary,
    List<String> query,
    Map<String, Object> body,
    Handler handler) {

  /** Carries out a route's request. */
  @FunctionalInterface
  public interface Handler {
    void handle(Exchange exchange) throws IOException;
  }

  public static Route get(String template, Role role, String summary, Handler handler) {
    return new Route("GET", template, role, summary, List.of(), Map.of(), handler);
  }

  public static Route of(
      String method, String template, Role role, String summary, Handler handler) {
    return new Route(method, template, role, summary, List.of(), Map.of(), handler);
  }

  public Route query(String... names) {
    return new Route(method, template, role, summary, List.of(names), body, handler);
  }

  public Route body(Map<String, Object> schema) {
    return new Route(method, template, role, summary, query, schema, handler);
  }

  /** The template as others write it. */
  String path() {
    return template.replace("*}", "}");
  }

  /** The names in braces, in order. */
  List<String> variables() {
    var names = new ArrayList<String>();
    for (String part : path().split("/")) {
      if (part.startsWith("{")) {
        names.add(name(part));
      }
    }
    return names;
  }

  /**
   * @param parts of a decoded path
   */
  Optional<Map<String, String>> match(String[] parts) {
    String[] own = path().split("/");
    boolean rest = template.endsWith("*}");
    int exact = rest ? own.length - 1 : own.length;
    if (rest ? parts.length <= exact : parts.length != exact) {
      return Optional.empty();
    }
    var variables = new HashMap<String, String>();
    for (int i = 0; i < exact; i++) {
      if (own[i].startsWith("{")) {
        variables.put(name(own[i]), parts[i]);
      } else if (!own[i].equals(parts[i])) {
        return Optional.empty();
      }
    }
    if (rest) {
      variables.put(
          name(own[exact]), String.join("/", Arrays.copyOfRange(parts, exact, parts.length)));
    }
    return Optional.of(variables);
  }

  private static String name(String variable) {
    return variable.substring(1, variable.length() - 1);
  }
}
