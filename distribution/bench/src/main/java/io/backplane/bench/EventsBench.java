package io.backplane.bench;

import io.backplane.api.call.CallRequest;
import io.backplane.api.call.CallSink;
import io.backplane.api.call.Refusal;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.Meta;
import io.backplane.supervisor.log.LogSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Events of a driver that says them as fast as it can. */
final class EventsBench implements Bench {

  private static final int ROUNDS = 7;
  private static final int ROUNDS_WARM = 2;
  private static final int EVENTS = 200_000; // as the program has it
  private static final String ID = "flooding";
  private static final byte[] LINE = BarePipe.line("{\"cmd\":\"flood\"}");

  /** Counts; its end says how many there were. */
  private static final class Counter implements CallSink {
    private final CompletableFuture<Integer> end = new CompletableFuture<>();
    private int events;

    @Override
    public void event(String name, Object value) {
      events++;
    }

    @Override
    public void done(Object value) {
      end.complete(events);
    }

    @Override
    public void error(int code, Object value) {
      end.completeExceptionally(new IllegalStateException("error " + code + ": " + value));
    }

    @Override
    public void refused(Refusal refusal) {
      end.completeExceptionally(new IllegalStateException(refusal.message()));
    }
  }

  @Override
  public String name() {
    return "events";
  }

  @Override
  public String what() {
    return "events of a driver that says them as fast as it can";
  }

  @Override
  public List<Row> run(Distribution distribution, Scratch scratch) throws Exception {
    Program program = Program.echo(scratch);
    CommandMeta flood =
        CommandMeta.of("flood", "Floods.").events(EventMeta.of("reading", "One reading."));
    var supervised = new Samples();
    var bare = new Samples();
    try (var here = new Supervision(scratch, LogSettings.DEFAULT);
        var pipe = new BarePipe(program.command())) {
      Meta meta = Meta.of("bench.events", "1.0.0", "Floods.", flood);
      here.run(here.spec(ID, program.command()).meta(meta));
      for (int round = -ROUNDS_WARM; round < ROUNDS; round++) {
        double floor = bareRate(pipe);
        double rate = rate(here);
        if (round >= 0) {
          bare.add(floor);
          supervised.add(rate);
        }
      }
    }
    return List.of(
        Row.of(
                name(),
                "to the caller and the unit's channel",
                Measure.PER_SECOND,
                supervised.stats())
            .beside("bare Java pipe", bare.stats()));
  }

  private static double bareRate(BarePipe pipe) throws Exception {
    long from = System.nanoTime();
    pipe.ask(LINE, EVENTS + 1);
    return EVENTS / ((System.nanoTime() - from) / 1e9);
  }

  private static double rate(Supervision here) throws Exception {
    var counter = new Counter();
    long from = System.nanoTime();
    here.supervisor().call(ID, CallRequest.builder(ID, "flood").build(), counter);
    int heard = counter.end.get();
    double rate = EVENTS / ((System.nanoTime() - from) / 1e9);
    if (heard != EVENTS) {
      throw new IllegalStateException(heard + " events heard, not " + EVENTS);
    }
    return rate;
  }
}
