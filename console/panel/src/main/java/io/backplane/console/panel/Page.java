package io.backplane.console.panel;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/**
 * Writes a page of the front end. Bytes, not a writer: the web console's writer expands
 * dollar-brace expressions.
 */
final class Page {

  private static final String NOT_BUILT =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Backplane</title>
      <p>This kernel was built without the console (-DskipUi). REST and the command line work.</p>
      """;

  private Page() {}

  static void write(
      HttpServletResponse response, String file, String nonce, UnaryOperator<String> change)
      throws IOException {
    String html = Assets.page(file, nonce).map(change).orElse(NOT_BUILT);
    byte[] body = html.getBytes(StandardCharsets.UTF_8);
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/html;charset=utf-8");
    response.setHeader("Cache-Control", "no-store");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }
}
