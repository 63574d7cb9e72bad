package io.backplane.web;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.files.spi.Expected;
import io.backplane.files.spi.FileContent;
import io.backplane.files.spi.FileEntry;
import io.backplane.files.spi.FileLimits;
import io.backplane.files.spi.FileQuery;
import io.backplane.files.spi.FileWritten;
import io.backplane.files.spi.InstanceFiles;
import io.backplane.security.spi.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Files of instances. Which role may do what where, {@link InstanceFiles} decides. */
record FileRoutes(InstanceFiles files) {

  private static final String ALL = "/api/files/{instance}";
  private static final String ONE = ALL + "/{path*}";

  /** What goes on with one request. */
  private interface Act {
    void run() throws IOException;
  }

  List<Route> routes() {
    return List.of(
        Route.get(ALL, Role.OPERATOR, "What lies in an instance's directory.", this::get)
            .query("recursive", "search", "regex", "case", "glob"),
        Route.get(
                ONE,
                Role.OPERATOR,
                "A file's bytes, what lies in a directory, or where a text is found below it.",
                this::get)
            .query("recursive", "download", "search", "regex", "case", "glob"),
        Route.of(
            "PUT",
            ONE,
            Role.OPERATOR,
            "Writes the text in the body: under If-Match, or If-None-Match: * for a new file.",
            this::put),
        Route.of(
                "POST",
                ONE,
                Role.OPERATOR,
                "Makes a directory, brings a file here from another path, or takes the body as it is.",
                this::post)
            .query("directory", "from", "upload", "overwrite"),
        Route.of("DELETE", ONE, Role.OPERATOR, "Deletes a file or a directory.", this::delete)
            .query("recursive"));
  }

  private static String instance(Exchange exchange) {
    return exchange.path("instance");
  }

  private static String path(Exchange exchange) {
    return Optional.ofNullable(exchange.path("path")).orElse("");
  }

  /** Refusals that mean something of their own here. */
  private static void answer(Exchange exchange, Act act) throws IOException {
    try {
      act.run();
    } catch (RefusedException e) {
      switch (e.refusal()) {
        case Refusal.Stale stale -> stale(exchange, stale);
        case Refusal.Invalid invalid when invalid.field().equals("size") ->
            tooLarge(invalid.message()).write(exchange.response());
        default -> throw e;
      }
    }
  }

  private static void stale(Exchange exchange, Refusal.Stale stale) throws IOException {
    boolean there = !stale.actual().equals(Expected.NONE);
    if (there) {
      tag(exchange, stale.actual());
    }
    Map<String, Object> present = there ? Map.of("etag", stale.actual()) : Map.of();
    Problem.of(stale).write(exchange.response(), present);
  }

  private static Problem tooLarge(String detail) {
    return Problem.of(413, "Too large", detail);
  }

  private static void tag(Exchange exchange, String etag) {
    exchange.response().setHeader("ETag", "\"" + etag + "\"");
  }

  private void get(Exchange exchange) throws IOException {
    var by = exchange.principal();
    Optional<String> search = exchange.query("search");
    if (search.isPresent()) {
      var query =
          new FileQuery(
              search.get(),
              exchange.flag("regex"),
              exchange.flag("case"),
              exchange.query("glob").orElse(""));
      exchange.json(200, files.search(by, instance(exchange), path(exchange), query).toMap());
    } else if (files.entry(by, instance(exchange), path(exchange)).directory()) {
      boolean recursive = exchange.flag("recursive");
      exchange.json(200, files.list(by, instance(exchange), path(exchange), recursive).toMap());
    } else {
      content(exchange);
    }
  }

  private void content(Exchange exchange) throws IOException {
    boolean download = exchange.flag("download");
    try (FileContent content =
        files.read(exchange.principal(), instance(exchange), path(exchange))) {
      FileEntry entry = content.entry();
      tag(exchange, entry.etag());
      if (entry.size() > FileLimits.TEXT_BYTES_MAX && !download) {
        tooLarge("'" + entry.path() + "' is over 1 MiB; ask for it with download=true")
            .write(exchange.response());
        return;
      }
      var response = exchange.response();
      response.setContentType(
          content.text() ? "text/plain;charset=utf-8" : "application/octet-stream");
      response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'");
      response.setHeader("Content-Disposition", attachment(entry.name()));
      response.setContentLengthLong(entry.size());
      copy(content.bytes(), entry.size(), response.getOutputStream());
    }
  }

  /** A name in a header: what it may not hold there is encoded. */
  private static String attachment(String name) {
    String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    return "attachment; filename*=UTF-8''" + encoded;
  }

  /** No more than was promised, though the file may grow meanwhile. */
  private static void copy(InputStream bytes, long size, OutputStream out) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = size;
    while (left > 0) {
      int n = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (n < 0) {
        throw new IOException("the file was cut while it was sent");
      }
      out.write(buffer, 0, n);
      left -= n;
    }
  }

  private void put(Exchange exchange) throws IOException {
    Optional<Expected> expected = expected(exchange);
    if (expected.isEmpty()) {
      Problem.of(
              428,
              "Precondition required",
              "say what you have read with If-Match, or If-None-Match: * for a new file")
          .write(exchange.response());
      return;
    }
    if (exchange.request().getContentLengthLong() > FileLimits.TEXT_BYTES_MAX) {
      tooLarge("a text has at most 1 MiB; upload it instead").write(exchange.response());
      return;
    }
    answer(
        exchange,
        () ->
            written(
                exchange,
                files.write(
                    exchange.principal(),
                    instance(exchange),
                    path(exchange),
                    text(exchange),
                    expected.get())));
  }

  private static byte[] text(Exchange exchange) {
    try {
      return exchange.request().getInputStream().readNBytes(FileLimits.TEXT_BYTES_MAX + 1);
    } catch (IOException e) {
      throw new RefusedException(new Refusal.Invalid("body", "has broken off: " + e.getMessage()));
    }
  }

  private static void written(Exchange exchange, FileWritten written) throws IOException {
    tag(exchange, written.entry().etag());
    exchange.json(written.created() ? 201 : 200, written.entry().toMap());
  }

  private static Optional<Expected> expected(Exchange exchange) {
    String match = exchange.request().getHeader("If-Match");
    String noneMatch = exchange.request().getHeader("If-None-Match");
    if (match != null) {
      return Optional.of(
          match.strip().equals("*") ? Expected.PRESENT : new Expected.Tagged(tags(match)));
    }
    if (noneMatch == null) {
      return Optional.empty();
    }
    if (!noneMatch.strip().equals("*")) {
      throw new RefusedException(new Refusal.Invalid("If-None-Match", "must be *"));
    }
    return Optional.of(Expected.ABSENT);
  }

  private static Set<String> tags(String header) {
    return Arrays.stream(header.split(","))
        .map(tag -> tag.strip().replaceAll("^\"|\"$", ""))
        .collect(Collectors.toSet());
  }

  private void post(Exchange exchange) throws IOException {
    Optional<String> from = exchange.query("from");
    boolean directory = exchange.flag("directory");
    boolean upload = exchange.flag("upload");
    if ((directory ? 1 : 0) + (upload ? 1 : 0) + (from.isPresent() ? 1 : 0) != 1) {
      throw new RefusedException(
          new Refusal.Invalid("query", "must have one of directory=true, upload=true and from"));
    }
    if (directory) {
      exchange.json(
          201,
          files.makeDirectory(exchange.principal(), instance(exchange), path(exchange)).toMap());
    } else if (upload) {
      upload(exchange);
    } else {
      exchange.json(200, move(exchange, from.get()).toMap());
    }
  }

  private FileEntry move(Exchange exchange, String from) {
    return files.move(
        exchange.principal(), instance(exchange), from, path(exchange), exchange.flag("overwrite"));
  }

  private void upload(Exchange exchange) throws IOException {
    if (exchange.request().getContentLengthLong() > FileLimits.UPLOAD_BYTES_MAX) {
      tooLarge("an upload has at most " + (FileLimits.UPLOAD_BYTES_MAX >> 20) + " MiB")
          .write(exchange.response());
      return;
    }
    Expected otherwise = exchange.flag("overwrite") ? Expected.ANYTHING : Expected.FREE;
    Expected expected = expected(exchange).orElse(otherwise);
    answer(
        exchange,
        () ->
            written(
                exchange,
                files.upload(
                    exchange.principal(),
                    instance(exchange),
                    path(exchange),
                    exchange.request().getInputStream(),
                    expected)));
  }

  private void delete(Exchange exchange) throws IOException {
    boolean recursive = exchange.flag("recursive");
    answer(
        exchange,
        () -> {
          files.delete(
              exchange.principal(),
              instance(exchange),
              path(exchange),
              recursive,
              expected(exchange).orElse(Expected.ANYTHING));
          exchange.noContent();
        });
  }
}
