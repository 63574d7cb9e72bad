package io.backplane.samples.calculator;

import io.backplane.api.call.Values;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.FieldMeta;
import io.backplane.api.meta.FieldType;
import io.backplane.api.meta.Info.Traits;
import io.backplane.api.meta.Limits;
import io.backplane.api.meta.Meta;
import io.backplane.sdk.Driver;
import io.backplane.sdk.Reply;
import io.backplane.sdk.Request;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** Calculates; its commands change nothing, so that they can be mirrored and retried at will. */
public final class Calculator {

  private static final FieldMeta OPERATIONS =
      FieldMeta.array(
              "operations",
              "What to calculate, in this order",
              FieldMeta.object(
                  "",
                  "",
                  FieldMeta.of("type", FieldType.ENUM, "What to do")
                      .within(Limits.NONE.oneOf("add", "sub", "mul", "div"))
                      .asRequired(),
                  number("a", "Left operand"),
                  number("b", "Right operand")))
          .within(Limits.NONE.items(1, 100))
          .asRequired();

  private static final Meta META = meta();

  private Calculator() {}

  private static Meta meta() {
    Meta meta =
        Meta.of(
            "sample.calculator",
            "1.0.0",
            "Adds, subtracts, multiplies and divides",
            binary("add", "The sum of two numbers"),
            binary("subtract", "The difference of two numbers"),
            binary("multiply", "The product of two numbers"),
            binary("divide", "The quotient of two numbers; an error by zero"),
            readOnly("batch", "Several operations, with an event after each", OPERATIONS)
                .events(
                    EventMeta.of(
                        "progress",
                        "One operation is done",
                        FieldMeta.of("current", FieldType.INT, "How many are done"),
                        FieldMeta.of("total", FieldType.INT, "How many there are"),
                        FieldMeta.of("result", FieldType.DOUBLE, "What it came to"))),
            readOnly(
                "statistics",
                "Count, sum, mean, least and greatest",
                FieldMeta.array("numbers", "At least one", FieldMeta.of("", FieldType.DOUBLE, ""))
                    .within(Limits.NONE.items(1, 10_000))
                    .asRequired()),
            readOnly("health", "Whether the driver is well"));
    return meta.withInfo(meta.info().withTraits(new Traits(Optional.of("health"), true, false)));
  }

  private static CommandMeta readOnly(String name, String description, FieldMeta... params) {
    return CommandMeta.of(name, description, params).flags(Flags.READ_ONLY);
  }

  private static CommandMeta binary(String name, String description) {
    return readOnly(name, description, number("a", "Left operand"), number("b", "Right operand"))
        .returning(
            FieldMeta.object("", "", FieldMeta.of("result", FieldType.DOUBLE, "What it came to")));
  }

  private static FieldMeta number(String name, String description) {
    return FieldMeta.of(name, FieldType.DOUBLE, description).asRequired();
  }

  public static void main(String... args) {
    Driver.of(META)
        .on("add", (request, reply) -> result(request, reply, (a, b) -> a + b))
        .on("subtract", (request, reply) -> result(request, reply, (a, b) -> a - b))
        .on("multiply", (request, reply) -> result(request, reply, (a, b) -> a * b))
        .on("divide", Calculator::divide)
        .on("batch", Calculator::batch)
        .on("statistics", Calculator::statistics)
        .on("health", (request, reply) -> reply.done(Map.of("level", "ok")))
        .main(args);
  }

  private static void result(Request request, Reply reply, DoubleBinaryOperator operator) {
    double result = operator.applyAsDouble(request.number("a"), request.number("b"));
    reply.done(Map.of("result", result));
  }

  private static void divide(Request request, Reply reply) {
    if (request.number("b") == 0) {
      reply.error(400, "division by zero");
    } else {
      result(request, reply, (a, b) -> a / b);
    }
  }

  private static void batch(Request request, Reply reply) {
    List<?> operations = request.list("operations");
    var results = new ArrayList<Double>();
    for (Object operation : operations) {
      results.add(calculate((Map<?, ?>) operation));
      reply.event(
          "progress",
          Values.map(
              "current", results.size(),
              "result", results.getLast(),
              "total", operations.size()));
    }
    reply.done(Map.of("results", results));
  }

  private static double calculate(Map<?, ?> operation) {
    double a = ((Number) operation.get("a")).doubleValue();
    double b = ((Number) operation.get("b")).doubleValue();
    return switch ((String) operation.get("type")) {
      case "add" -> a + b;
      case "sub" -> a - b;
      case "mul" -> a * b;
      case "div" -> b == 0 ? 0 : a / b;
      default -> throw new IllegalStateException("the meta allows no other");
    };
  }

  private static void statistics(Request request, Reply reply) {
    DoubleSummaryStatistics all =
        request.list("numbers").stream()
            .mapToDouble(number -> ((Number) number).doubleValue())
            .summaryStatistics();
    reply.done(
        Values.map(
            "avg", all.getAverage(),
            "count", all.getCount(),
            "max", all.getMax(),
            "min", all.getMin(),
            "sum", all.getSum()));
  }
}
