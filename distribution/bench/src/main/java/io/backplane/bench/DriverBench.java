package io.backplane.bench;

import io.backplane.api.call.Call;
import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import io.backplane.calls.spi.UnitOptions;
import io.backplane.supervisor.log.LogSettings;
import io.backplane.supervisor.spi.Supervisor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/** Calls to a StdioLink driver, through all that stands before it in the kernel. */
final class DriverBench implements Bench {

  private static final int ROUNDS = 7;
  private static final int ROUNDS_WARM = 2;
  private static final int CALLS = 8_000;
  private static final int QUEUED = 16;
  private static final double TARGET_SHARE = 0.6;
  private static final Map<String, Object> PARAMS = Map.of("a", 1, "b", 2);
  private static final byte[] LINE = BarePipe.line("{\"cmd\":\"add\",\"data\":{\"a\":1,\"b\":2}}");
  private static final Meta META =
      Meta.of("bench.calls", "1.0.0", "Adds.", CommandMeta.of("add", "Adds."));

  /** Gives a permit back at the terminal. */
  private record Permit(Semaphore places) implements CallSink {
    @Override
    public void event(String name, Object value) {}

    @Override
    public void done(Object value) {
      places.release();
    }

    @Override
    public void error(int code, Object value) {
      throw new IllegalStateException("error " + code + ": " + value);
    }

    @Override
    public void refused(Refusal refusal) {
      throw new IllegalStateException(refusal.message());
    }
  }

  /** A supervised process as the switchboard sees it. */
  private record Supervised(String id, Supervisor supervisor) implements Unit {
    @Override
    public Meta meta() {
      return META;
    }

    @Override
    public Call call(CallRequest request, CallSink sink) {
      return supervisor.call(id, request, sink);
    }
  }

  @FunctionalInterface
  private interface Way {
    void call(CallRequest request, CallSink sink);
  }

  @Override
  public String name() {
    return "driver";
  }

  @Override
  public String what() {
    return "calls to a StdioLink driver, beside a bare pipe";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    var rows = new ArrayList<Row>();
    Program parsing = Program.parsing(scratch);
    try (var supervision = new Supervision(scratch, LogSettings.DEFAULT)) {
      rows.addAll(measure(supervision, "parsing", parsing, true));
      rows.addAll(measure(supervision, "echo", Program.echo(scratch), false));
    }
    rows.add(rest(distribution, scratch, parsing));
    return rows;
  }

  private List<Row> measure(Supervision here, String id, Program program, boolean targeted)
      throws Exception {
    here.run(here.spec(id, program.command()).meta(META));
    var unit = new Supervised(id, here.supervisor());
    here.switchboard().register("driver", id, unit, UnitOptions.SERIAL);
    var bare = new Samples();
    var session = new Samples();
    var board = new Samples();
    var queued = new Samples();
    try (var pipe = new BarePipe(program.command())) {
      for (int round = -ROUNDS_WARM; round < ROUNDS; round++) {
        double[] rates = {
          bareRate(pipe),
          rate(id, unit::call, 1),
          rate(id, here.switchboard()::call, 1),
          rate(id, here.switchboard()::call, QUEUED)
        };
        if (round >= 0) {
          bare.add(rates[0]);
          session.add(rates[1]);
          board.add(rates[2]);
          queued.add(rates[3]);
        }
      }
    }
    here.end(id);
    Stats floor = bare.stats();
    return List.of(
        row(id + ", one at a time, supervised", session, floor, targeted),
        row(id + ", one at a time, switchboard", board, floor, targeted),
        row(id + ", " + QUEUED + " queueing, switchboard", queued, floor, targeted));
  }

  private Row row(String what, Samples rates, Stats floor, boolean targeted) {
    Row row =
        Row.of(name(), what, Measure.PER_SECOND, rates.stats()).beside("bare Java pipe", floor);
    return targeted
        ? row.target("≥ 60 % of it", Row.Limit.OVER, TARGET_SHARE * floor.median())
        : row;
  }

  private static double bareRate(BarePipe pipe) throws Exception {
    long from = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      pipe.ask(LINE);
    }
    return CALLS / ((System.nanoTime() - from) / 1e9);
  }

  private static double rate(String id, Way way, int queued) throws InterruptedException {
    CallRequest request = CallRequest.builder("driver:" + id, "add").params(PARAMS).build();
    var places = new Semaphore(queued);
    var sink = new Permit(places);
    long from = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      places.acquire();
      way.call(request, sink);
    }
    places.acquire(queued);
    return CALLS / ((System.nanoTime() - from) / 1e9);
  }

  /** A running kernel, asked over its socket. */
  private Row rest(Distribution distribution, Scratch scratch, Program program) throws Exception {
    var kernelUs = new Samples();
    var bareUs = new Samples();
    try (RunningKernel kernel = RunningKernel.start(distribution, scratch.fresh("driver"));
        AutoCloseable _ = () -> kernel.stop(distribution);
        BarePipe pipe = new BarePipe(program.command())) {
      kernel.cli(distribution, "package", "install", program.directory().toString());
      kernel.cli(distribution, "instance", "create", "bench.parsing", "--id", "adds");
      kernel.cli(distribution, "instance", "start", "adds");
      byte[] post =
          HttpLine.post(
              "/api/units/adds/call/add",
              kernel.token(distribution),
              "{\"params\":{\"a\":1,\"b\":2}}");
      try (HttpLine line = HttpLine.unix(kernel.socket())) {
        for (int i = -CALLS / 4; i < CALLS / 4; i++) {
          long from = System.nanoTime();
          line.demand(post);
          long between = System.nanoTime();
          pipe.ask(LINE);
          if (i >= 0) {
            kernelUs.add((between - from) / 1e3);
            bareUs.add((System.nanoTime() - between) / 1e3);
          }
        }
      }
    }
    return Row.of(name(), "parsing, REST over the socket", Measure.US, kernelUs.stats())
        .beside("bare Java pipe", bareUs.stats());
  }
}
