package io.backplane.web;

import io.backplane.api.call.Values;
import io.backplane.security.spi.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The API's description (OpenAPI 3.1), made from the route table. */
final class OpenApi {

  private OpenApi() {}

  static Route route(String version, List<Route> routes) {
    return Route.get(
        "/api/openapi.json",
        Role.VIEWER,
        "This description.",
        exchange -> exchange.json(200, document(version, routes)));
  }

  static Map<String, Object> document(String version, List<Route> routes) {
    var paths = new TreeMap<String, Map<String, Object>>();
    for (Route route : routes) {
      paths
          .computeIfAbsent(route.path(), path -> new TreeMap<>())
          .put(route.method().toLowerCase(Locale.ROOT), operation(route));
    }
    return Values.map(
        "openapi",
        "3.1.0",
        "info",
        Values.map("title", "Backplane", "version", version),
        "security",
        List.of(Map.of("bearer", List.of()), Map.of("session", List.of())),
        "paths",
        paths,
        "components",
        components());
  }

  private static Map<String, Object> operation(Route route) {
    var operation =
        Values.map(
            "summary", route.summary(),
            "operationId", operationId(route),
            "x-role", route.role().word(),
            "parameters", parameters(route),
            "responses",
                Values.map(
                    "2XX", Map.of("description", "Done."),
                    "default",
                        Map.of(
                            "description",
                            "What went wrong.",
                            "content",
                            Map.of(
                                "application/problem+json",
                                Map.of(
                                    "schema", Map.of("$ref", "#/components/schemas/Problem"))))));
    if (!route.body().isEmpty()) {
      operation.put(
          "requestBody",
          Map.of("content", Map.of("application/json", Map.of("schema", route.body()))));
    }
    return operation;
  }

  private static String operationId(Route route) {
    String path = route.path().replaceAll("[{}]", "").replaceAll("[^A-Za-z0-9]+", "_");
    return route.method().toLowerCase(Locale.ROOT) + path;
  }

  private static List<Object> parameters(Route route) {
    var parameters = new ArrayList<>();
    route.variables().forEach(name -> parameters.add(parameter(name, "path", true)));
    route.query().forEach(name -> parameters.add(parameter(name, "query", false)));
    return parameters;
  }

  private static Map<String, Object> parameter(String name, String in, boolean required) {
    return Values.map(
        "name", name, "in", in, "required", required, "schema", Map.of("type", "string"));
  }

  private static Map<String, Object> components() {
    return Values.map(
        "securitySchemes",
        Values.map(
            "bearer", Map.of("type", "http", "scheme", "bearer"),
            "session", Map.of("type", "apiKey", "in", "cookie", "name", "bp_<port>")),
        "schemas",
        Map.of(
            "Problem",
            Values.map(
                "type",
                "object",
                "description",
                "RFC 9457",
                "properties",
                Values.map(
                    "type", Map.of("type", "string"),
                    "title", Map.of("type", "string"),
                    "status", Map.of("type", "integer"),
                    "detail", Map.of("type", "string"),
                    "refusal", Map.of("type", "string"),
                    "field", Map.of("type", "string")))));
  }
}
