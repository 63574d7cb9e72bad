package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.Principal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** One request of a route with its answer. */
public final class Exchange {

  /** Largest JSON body. */
  static final int BODY_BYTES_MAX = 1 << 20;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final Map<String, String> path;

  Exchange(HttpServletRequest request, HttpServletResponse response, Map<String, String> path) {
    this.request = request;
    this.response = response;
    this.path = path;
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

  /** A variable of the route's path. */
  public String path(String name) {
    return path.get(name);
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(request.getParameter(name));
  }

  /**
   * A whole number of the query.
   *
   * @throws RefusedException {@link Refusal.Invalid} outside the range
   */
  public long query(String name, long otherwise, long min, long max) {
    String text = request.getParameter(name);
    if (text == null) {
      return otherwise;
    }
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
    byte[] body = Json.bytes(value);
    response.setStatus(status);
    response.setContentType("application/json");
    response.setContentLength(body.length);
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
