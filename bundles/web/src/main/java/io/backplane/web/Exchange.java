package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.LocalPeer;
import io.backplane.security.spi.Principal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One request of a route with its answer. */
public final class Exchange {

  /** Largest JSON body. */
  static final int BODY_BYTES_MAX = 1 << 20;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Map<String, String> path;
  private final Map<String, String> query;

  Exchange(HttpServletRequest request, HttpServletResponse response, Map<String, String> path) {
    this.request = request;
    this.response = response;
    this.path = path;
    this.query = query(request);
  }

  /**
   * Of the target alone: asked for parameters, the request would take a body that calls itself a
   * form for more of them, and swallow it. Of several with one name the first counts.
   */
  private static Map<String, String> query(HttpServletRequest request) {
    String text = request.getQueryString();
    if (text == null) {
      return Map.of();
    }
    var query = new HashMap<String, String>();
    for (String pair : text.split("&")) {
      String[] parts = pair.split("=", 2);
      query.putIfAbsent(decoded(parts[0]), parts.length == 2 ? decoded(parts[1]) : "");
    }
    return query;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(new Refusal.Invalid("query", "has a '%' that encodes nothing"));
    }
  }

  public HttpServletRequest request() {
    return request;
  }

  public HttpServletResponse response() {
    return response;
  }

  public Principal principal() {
    return FrontDoor.principal(request);
  }

  /** Whether the client has gone, where that can be told: at the unix socket. */
  boolean hasHungUp() {
    return request.getAttribute(LocalPeer.GONE) instanceof BooleanSupplier gone
        && gone.getAsBoolean();
  }

  /** A variable of the route's path. */
  public String path(String name) {
    return path.get(name);
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /**
   * A whole number of the query.
   *
   * @throws RefusedException {@link Refusal.Invalid} outside the range
   */
  public long query(String name, long otherwise, long min, long max) {
    String text = query.get(name);
    return text == null ? otherwise : number(name, text, min, max);
  }

  /**
   * @param name of what it was given for
   * @throws RefusedException {@link Refusal.Invalid} for what is no whole number in the range
   */
  static long number(String name, String text, long min, long max) {
    try {
      long number = Long.parseLong(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, together with numbers out of range
    }
    throw new RefusedException(
        new Refusal.Invalid(name, "must be a whole number from " + min + " to " + max));
  }

  /**
   * A switch of the query: absent, {@code true} or {@code false}.
   *
   * @throws RefusedException {@link Refusal.Invalid} for another word
   */
  public boolean flag(String name) {
    return switch (query.getOrDefault(name, "false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new RefusedException(new Refusal.Invalid(name, "must be true or false"));
    };
  }

  public boolean accepts(String mediaType) {
    String accept = request.getHeader("Accept");
    return accept != null && accept.contains(mediaType);
  }

  /** The body, a JSON object; empty without a body. */
  public Map<String, Object> body() throws IOException {
    return readObject(request, BODY_BYTES_MAX);
  }

  /** As {@link #body}, with every digit of every number and a limit of its own. */
  public Map<String, Object> exactBody(int bytesMax) throws IOException {
    return readObject(request, bytesMax, Json::exactObject);
  }

  public void json(int status, Object value) throws IOException {
    write(response, status, value);
  }

  public void noContent() {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }

  static void write(HttpServletResponse response, int status, Object value) throws IOException {
    write(response, status, "application/json", Json.bytes(value));
  }

  /**
   * Leaves the length to the server: it commits an answer whose length is known with its last byte,
   * and could not say any more that it closes the connection when the request has not been read.
   */
  static void write(HttpServletResponse response, int status, String contentType, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(contentType);
    response.getOutputStream().write(body);
  }

  static Map<String, Object> readObject(HttpServletRequest request, int bytesMax)
      throws IOException {
    return readObject(request, bytesMax, Json::object);
  }

  private interface Parser {
    Map<String, Object> parse(byte[] json) throws IOException;
  }

  private static Map<String, Object> readObject(
      HttpServletRequest request, int bytesMax, Parser parser) throws IOException {
    byte[] body = read(request, bytesMax + 1);
    if (body.length > bytesMax) {
      throw new RefusedException(
          new Refusal.Invalid("body", "is larger than " + bytesMax + " bytes"));
    }
    if (body.length == 0) {
      return Map.of();
    }
    try {
      return parser.parse(body);
    } catch (IOException e) {
      throw new RefusedException(
          new Refusal.Invalid("body", "is not a JSON object: " + e.getMessage()));
    }
  }

  private static byte[] read(HttpServletRequest request, int bytesMax) {
    try {
      return request.getInputStream().readNBytes(bytesMax);
    } catch (IOException e) {
      throw new RefusedException(new Refusal.Invalid("body", "cannot be read: " + e.getMessage()));
    }
  }
}
