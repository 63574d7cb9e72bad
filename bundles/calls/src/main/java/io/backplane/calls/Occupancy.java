package io.backplane.calls;

import io.backplane.api.call.Unit;
import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.Meta;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** One version of a unit, and the calls under way in it; those are guarded by the line's lock. */
final class Occupancy {

  private final Unit unit;
  private final Meta meta;
  private final Map<String, CommandMeta> commands = new HashMap<>();
  private final Set<LiveCall> calls = new HashSet<>();
  private final String threadName;
  private int slotsTaken;

  /**
   * @param name of the unit
   */
  Occupancy(String name, Unit unit) {
    this.unit = unit;
    this.meta = unit.meta();
    this.threadName = "call " + name + "@" + meta.info().version();
    meta.commands().forEach(command -> commands.put(command.name(), command));
  }

  Unit unit() {
    return unit;
  }

  Meta meta() {
    return meta;
  }

  /** What the threads of its calls are called: profiles tell versions apart by it. */
  String threadName() {
    return threadName;
  }

  boolean declares(String command) {
    return commands.containsKey(command);
  }

  boolean streams(String command) {
    CommandMeta meta = commands.get(command);
    return meta != null && meta.flags().streaming();
  }

  Set<LiveCall> calls() {
    return calls;
  }

  int slotsTaken() {
    return slotsTaken;
  }

  void enter(LiveCall call) {
    calls.add(call);
    slotsTaken++;
  }

  void giveBackSlot() {
    slotsTaken--;
  }
}
