package io.backplane.sdk;

import io.backplane.api.call.Values;
import io.backplane.api.meta.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;

/** The commands of the peer's calculator. */
final class PeerCalculator {

  private PeerCalculator() {}

  static Driver of(Meta meta) {
    return Driver.of(meta)
        .on("add", binary((a, b) -> a + b))
        .on("subtract", binary((a, b) -> a - b))
        .on("multiply", binary((a, b) -> a * b))
        .on(
            "divide",
            (request, reply) -> {
              if (request.number("b") == 0) {
                reply.error(400, "division by zero");
              } else {
                binary((a, b) -> a / b).handle(request, reply);
              }
            })
        .on(
            "power",
            (request, reply) ->
                reply.done(
                    Map.of("result", Math.pow(request.number("base"), request.number("exponent")))))
        .on("batch", PeerCalculator::batch)
        .on("statistics", PeerCalculator::statistics);
  }

  private static Handler binary(DoubleBinaryOperator operator) {
    return (request, reply) ->
        reply.done(
            Map.of("result", operator.applyAsDouble(request.number("a"), request.number("b"))));
  }

  private static void batch(Request request, Reply reply) {
    List<?> operations = request.list("operations");
    var results = new ArrayList<Double>();
    for (Object each : operations) {
      Map<?, ?> operation = (Map<?, ?>) each;
      double a = ((Number) operation.get("a")).doubleValue();
      double b = ((Number) operation.get("b")).doubleValue();
      results.add(
          switch ((String) operation.get("type")) {
            case "add" -> a + b;
            case "sub" -> a - b;
            case "mul" -> a * b;
            default -> b == 0 ? 0 : a / b;
          });
      reply.event(
          "progress",
          Values.map(
              "current", results.size(), "result", results.getLast(), "total", operations.size()));
    }
    reply.done(Map.of("results", results));
  }

  private static void statistics(Request request, Reply reply) {
    var all =
        request.list("numbers").stream()
            .mapToDouble(n -> ((Number) n).doubleValue())
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
