package io.backplane.web;

import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.Principal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the route of a request, checks the role, and turns what goes wrong into problem documents.
 */
final class Router {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.web");

  private final List<Route> routes;

  Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  List<Route> routes() {
    return routes;
  }

  void handle(HttpServletRequest request, HttpServletResponse response) throws IOException {
    try {
      dispatch(request, response);
    } catch (RefusedException e) {
      Problem.of(e.refusal()).write(response);
    } catch (RuntimeException e) {
      LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), e);
      if (!response.isCommitted()) {
        Problem.of(500, "Internal error", "this is a fault of the kernel; see its log")
            .write(response);
      }
    }
  }

  private void dispatch(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String[] parts = request.getRequestURI().split("/");
    for (int i = 0; i < parts.length; i++) {
      parts[i] = URLDecoder.decode(parts[i].replace("+", "%2B"), StandardCharsets.UTF_8);
    }
    var otherMethods = new TreeSet<String>();
    for (Route route : routes) {
      Optional<Map<String, String>> variables = route.match(parts);
      if (variables.isPresent()) {
        if (serves(route, request.getMethod())) {
          run(route, new Exchange(request, response, variables.get()));
          return;
        }
        otherMethods.add(route.method());
      }
    }
    refuse(request, response, otherMethods);
  }

  private static boolean serves(Route route, String method) {
    return route.method().equals(method) || (method.equals("HEAD") && route.method().equals("GET"));
  }

  private static void run(Route route, Exchange exchange) throws IOException {
    Principal principal = exchange.principal();
    if (!principal.role().covers(route.role())) {
      Problem.of(
              403,
              "Denied",
              "this needs the role "
                  + route.role().word()
                  + "; yours is "
                  + principal.role().word())
          .write(exchange.response());
      return;
    }
    route.handler().handle(exchange);
  }

  private static void refuse(
      HttpServletRequest request, HttpServletResponse response, TreeSet<String> otherMethods)
      throws IOException {
    if (otherMethods.isEmpty()) {
      Problem.of(404, "Not found", "no path " + request.getRequestURI()).write(response);
      return;
    }
    response.setHeader("Allow", String.join(", ", otherMethods));
    Problem.of(405, "Method not allowed", "this path takes " + String.join(", ", otherMethods))
        .write(response);
  }
}
