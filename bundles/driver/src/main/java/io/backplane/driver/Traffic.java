package io.backplane.driver;

import io.backplane.api.call.RefusedException;
import io.backplane.driver.Rules.Line;
import io.backplane.driver.Rules.Verdict;
import io.backplane.driver.Rules.Waiting;
import io.backplane.driver.spi.SessionCounters;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What is in flight between a host and a driver: requests in the order they were written, open
 * streams, and for a driver that multiplexes the calls by id. Keeps the books and never calls out;
 * thread-safe.
 */
final class Traffic {

  /** What is to be done about a cancelled call. */
  enum Cancelled {
    NOTHING,
    /** Its answer will be known by its id. */
    FORGOTTEN,
    LOSES_STEP,
    SEND_CANCEL
  }

  private static final String ENDED = "has ended";
  private static final Outcome STRAY = new Outcome(Verdict.STRAY, null);
  private static final Outcome NOBODYS_EVENT = new Outcome(Verdict.EVENT_OF_NOBODY, null);

  private final String name;
  private final ArrayDeque<Flight> line = new ArrayDeque<>(); // answered in this order
  private final ArrayDeque<CallFlight> streams = new ArrayDeque<>(); // newest last
  private final Endings endings = new Endings();
  private final Numbered numbered = new Numbered();
  private CallFlight slot; // the one call that may be in the line
  private String shut = ""; // why no calls are taken
  private boolean inStep = true;
  private boolean resynced;
  private long reads; // of stdout, so far
  private long requests;
  private long bytesWritten;
  private long answers;
  private long late;
  private long events;
  private long strays;
  private long overflows;

  Traffic(String name) {
    this.name = name;
  }

  /**
   * @throws RefusedException a call would not be taken now
   */
  synchronized void refuseUnlessFree(boolean multiplexed) {
    refuseWhenShut();
    for (Flight flight : line) {
      if (flight instanceof Handshake handshake && (!handshake.over() || handshake.resync())) {
        throw Faults.busy(name, "has not said yet what it offers");
      }
    }
    if (multiplexed ? numbered.slots() >= Numbered.MAX : slot != null) {
      throw Faults.busy(
          name,
          multiplexed
              ? "has " + numbered.slots() + " calls in flight"
              : "is busy with " + slot.command());
    }
  }

  private void refuseWhenShut() {
    if (!shut.isEmpty()) {
      throw Faults.busy(name, shut);
    }
  }

  /**
   * Enters a call; one that carries an id goes by that.
   *
   * @return false when it has to wait for a stream that is being ended
   */
  synchronized boolean add(CallFlight flight) {
    refuseUnlessFree(flight.id() != 0);
    if (flight.id() != 0) {
      numbered.add(flight);
    } else if (endings.isEmpty()) {
      slot = flight;
      enter(flight);
    } else {
      return false;
    }
    return true;
  }

  Endings endings() {
    return endings;
  }

  /** Enters a command of the session's own; it takes no slot. */
  synchronized void addUnheard(CallFlight flight) {
    refuseWhenShut();
    if (flight.id() == 0) {
      enter(flight);
    }
  }

  private void enter(Flight flight) {
    flight.enteredAt(reads);
    line.add(flight);
  }

  /** More has been read; what was entered since the last time cannot be answered by it. */
  synchronized void chunkRead() {
    reads++;
  }

  /** The oldest request, if the line at hand may be its answer. */
  private Flight first() {
    Flight first = line.peek();
    return first != null && first.enteredAt() < reads ? first : null;
  }

  /**
   * @return why the driver cannot be asked any more, empty when it can
   * @throws RefusedException a call is in flight
   */
  synchronized String add(Handshake handshake) {
    if (shut.isEmpty()) {
      refuseUnlessFree(false);
      if (handshake.resync()) {
        line.clear(); // whatever is still under way comes before the meta, and is passed over
        endings.clear();
        resynced = true;
      }
      enter(handshake);
    }
    return shut;
  }

  synchronized void written(int bytes) {
    requests++;
    bytesWritten += bytes;
  }

  /** Takes back what could not be written. */
  synchronized void withdraw(Flight flight) {
    line.remove(flight);
    if (flight instanceof CallFlight call) {
      endings.remove(call);
    }
    if (flight == slot) {
      slot = null;
    } else if (flight instanceof CallFlight call) {
      numbered.remove(call);
    }
  }

  /** Whom a well-formed answer belongs to. */
  synchronized Outcome take(Answer answer, String eventName) {
    if (!answer.terminal()) {
      events++;
    }
    CallFlight named = answer.id() == 0 ? onlyOne() : numbered.get(answer.id());
    if (named != null) {
      return takeNamed(named, answer);
    }
    if (answer.id() != 0 && numbered.used()) {
      return answer.terminal() ? swallowed() : NOBODYS_EVENT;
    }
    return answer.terminal() ? takeTerminal(answer) : takeEvent(eventName);
  }

  private CallFlight onlyOne() {
    return line.isEmpty() && streams.isEmpty() ? numbered.only() : null;
  }

  private Outcome takeNamed(CallFlight call, Answer answer) {
    if (answer.terminal()) {
      numbered.remove(call);
      answers++;
      return new Outcome(Verdict.ENDS_FIRST, call);
    }
    if (call.streaming() && !call.open()) {
      numbered.open(call);
      return new Outcome(Verdict.OPENS_STREAM, call);
    }
    return new Outcome(Verdict.EVENT_OF_FIRST, call);
  }

  private Outcome swallowed() {
    late++;
    return new Outcome(Verdict.EVENT_OF_NOBODY, null);
  }

  private Outcome takeTerminal(Answer answer) {
    while (first() instanceof Handshake handshake && !handshake.takes(answer)) {
      if (handshake.resync()) {
        return swallowed();
      }
      line.remove(); // answers come in order: this one was never given
    }
    Flight first = first();
    boolean lateMeta = resynced && answer.isMeta();
    if (lateMeta && (first == null || !first.command().equals(Handshake.COMMAND))) {
      return swallowed();
    }
    return settle(Rules.decide(waiting(), !streams.isEmpty(), Line.TERMINAL));
  }

  private Outcome takeEvent(String eventName) {
    boolean own = first() instanceof CallFlight call && call.offer().events().contains(eventName);
    boolean open = newestStream() != null;
    return settle(Rules.decide(waiting(), open, own ? Line.OWN_EVENT : Line.OTHER_EVENT));
  }

  /** What a line means that could not be read. */
  synchronized Outcome takeBad() {
    strays++;
    return takeUnreadable(Line.BAD, 0);
  }

  /** What a line over the frame limit means. */
  synchronized Outcome takeLong(Overlong ends) {
    overflows++;
    return takeUnreadable(ends.terminal() ? Line.LONG_TERMINAL : Line.LONG_OTHER, ends.id());
  }

  private Outcome takeUnreadable(Line kind, long id) {
    CallFlight named = id == 0 ? onlyOne() : numbered.get(id);
    if (named != null) {
      numbered.remove(named);
      return new Outcome(Verdict.FAILS_FIRST, named);
    }
    if (!numbered.isEmpty() && line.isEmpty()) {
      return STRAY;
    }
    return settle(Rules.decide(waiting(), !streams.isEmpty(), kind));
  }

  private Waiting waiting() {
    return switch (first()) {
      case null -> Waiting.NOTHING;
      case Flight flight when flight.over() -> Waiting.GHOST;
      case Handshake _ -> Waiting.HANDSHAKE;
      case CallFlight call -> call.streaming() ? Waiting.STREAM_TO_BE : Waiting.CALL;
    };
  }

  private Outcome settle(Verdict verdict) {
    return switch (verdict) {
      case ENDS_FIRST, FAILS_FIRST -> ended(verdict, pollFirst());
      case ENDS_STREAM, FAILS_STREAM -> ended(verdict, streams.pollLast());
      case OPENS_STREAM -> {
        var call = (CallFlight) pollFirst();
        call.becomeOpen();
        streams.add(call);
        yield new Outcome(verdict, call);
      }
      case EVENT_OF_FIRST, LOSES_STEP -> new Outcome(verdict, line.peek());
      case EVENT_OF_STREAM -> new Outcome(verdict, newestStream());
      case EVENT_OF_NOBODY -> NOBODYS_EVENT;
      case STRAY -> STRAY;
    };
  }

  /** The newest stream that may still say events; null for none. */
  private CallFlight newestStream() {
    CallFlight newest = streams.peekLast();
    if (newest == null || !newest.silent()) {
      return newest;
    }
    return streams.reversed().stream().filter(s -> !s.silent()).findFirst().orElse(null);
  }

  private Outcome ended(Verdict verdict, Flight flight) {
    if (flight.over()) {
      late++;
    } else {
      answers++;
    }
    return new Outcome(verdict, flight);
  }

  private Flight pollFirst() {
    Flight first = line.poll();
    if (first instanceof CallFlight call) {
      endings.remove(call);
    }
    if (first == slot) {
      slot = null;
    }
    return first;
  }

  /** Drops a call; its answer may still come. */
  synchronized Cancelled cancel(CallFlight flight) {
    if (flight.over()) {
      return Cancelled.NOTHING;
    }
    if (flight.id() != 0) {
      boolean open = flight.open();
      numbered.remove(flight);
      return open && endable(flight) ? Cancelled.SEND_CANCEL : Cancelled.FORGOTTEN;
    }
    if (slot == flight) {
      slot = null;
      return Cancelled.LOSES_STEP;
    }
    return streams.contains(flight) && endable(flight) ? Cancelled.SEND_CANCEL : Cancelled.NOTHING;
  }

  private boolean endable(CallFlight flight) {
    return shut.isEmpty() && flight.offer().cancel().isPresent();
  }

  synchronized void countStray() {
    strays++;
  }

  /**
   * @return whether this is news
   */
  synchronized boolean loseStep() {
    boolean news = inStep && !shut.equals(ENDED);
    inStep = false;
    shut("is out of step with its host, and is to be restarted");
    return news;
  }

  /** From here on no calls are taken. The first reason stays, but for the end itself. */
  synchronized void shut(String why) {
    if (shut.isEmpty() || why.equals(ENDED)) {
      shut = why;
    }
  }

  /** Handshakes whose limit has passed; they keep their place. */
  synchronized List<Handshake> overdue(long nowNs) {
    List<Handshake> found = List.of();
    for (Flight flight : line) {
      if (flight instanceof Handshake handshake && !handshake.over() && handshake.overdue(nowNs)) {
        found = new ArrayList<>(found);
        found.add(handshake);
      }
    }
    return found;
  }

  /** Streams, also those before their first event. They keep their places. */
  synchronized List<CallFlight> streams() {
    var found = new ArrayList<>(streams);
    for (Flight flight : line) {
      if (flight instanceof CallFlight call && call.streaming()) {
        found.add(call);
      }
    }
    numbered.all().stream().filter(CallFlight::streaming).forEach(found::add);
    return found;
  }

  /** Everything that waits for the driver, which will say no more. */
  synchronized List<Flight> end() {
    shut(ENDED);
    var found = new ArrayList<Flight>(line);
    found.addAll(streams);
    found.addAll(numbered.all());
    line.clear();
    streams.clear();
    numbered.clear();
    endings.clear();
    slot = null;
    return found;
  }

  synchronized SessionCounters counters(long bytesRead) {
    return new SessionCounters(
        requests,
        bytesWritten,
        bytesRead,
        answers,
        late,
        events,
        strays,
        overflows,
        line.size() + numbered.slots(),
        streams.size() + numbered.streams());
  }
}
