package io.backplane.sdk;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Limits;
import io.backplane.api.meta.Meta;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A driver's run from its arguments and stdin to its end. */
record Ran(int exit, String out, String err) {

  static final Meta META =
      Meta.of(
          "test.driver",
          "1.2.3",
          "For tests",
          CommandMeta.of(
              "echo",
              "Says what it is told",
              FieldMeta.of("text", FieldType.STRING, "What to say").asRequired(),
              FieldMeta.of("times", FieldType.INT, "How often")
                  .within(Limits.NONE.range(1, 5))
                  .withDefault(1)),
          CommandMeta.of("count", "Says events").events(EventMeta.of("tick", "")),
          CommandMeta.of("fail", "Throws"),
          CommandMeta.of("later", "Answers from another thread"));

  static Driver driver() {
    return Driver.of(META)
        .on("echo", (request, reply) -> reply.done(request.params()))
        .on(
            "count",
            (request, reply) -> {
              reply.event("tick", 1);
              reply.event(2);
              reply.done(null);
              reply.done("too late");
              reply.event("too late", 3);
            })
        .on(
            "fail",
            (request, reply) -> {
              throw new IllegalStateException("broken");
            })
        .on(
            "later",
            (request, reply) -> Thread.ofVirtual().start(() -> reply.done(Map.of("late", true))));
  }

  static Ran of(Driver driver, String stdin, String... args) {
    return of(driver, stdin.getBytes(StandardCharsets.UTF_8), args);
  }

  static Ran of(Driver driver, byte[] stdin, String... args) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        driver.run(
            args,
            new ByteArrayInputStream(stdin),
            out,
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  List<String> lines() {
    return out.lines().toList();
  }
}
