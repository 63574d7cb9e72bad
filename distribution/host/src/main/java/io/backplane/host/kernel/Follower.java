package io.backplane.host.kernel;

import io.backplane.host.js.Json;
import io.backplane.host.js.Loop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.graalvm.polyglot.Value;

/** Gives the kernel's events to whoever wants them, on the loop's thread. */
final class Follower implements Tail.Listener {

  /** How many may wait for the loop; then the kernel has to. */
  private static final int WAITING_MAX = 256;

  private final Loop loop;
  private final Map<Long, Wish> wishes = new ConcurrentHashMap<>();
  private final Semaphore room = new Semaphore(WAITING_MAX);

  /**
   * @param told with the event as JSON, or with null where events are missing
   */
  record Wish(String typePrefix, String subjectPrefix, Value told) {
    boolean wants(Map<String, Object> event) {
      return String.valueOf(event.get("type")).startsWith(typePrefix)
          && String.valueOf(event.get("subject")).startsWith(subjectPrefix);
    }
  }

  Follower(Loop loop) {
    this.loop = loop;
  }

  void add(long number, Wish wish) {
    wishes.put(number, wish);
  }

  /**
   * @return whether it was there
   */
  boolean remove(long number) {
    return wishes.remove(number) != null;
  }

  boolean isEmpty() {
    return wishes.isEmpty();
  }

  @Override
  public void event(String event) throws InterruptedException {
    Map<String, Object> members = Json.object(event);
    for (var entry : wishes.entrySet()) {
      if (entry.getValue().wants(members)) {
        tell(entry.getKey(), event);
      }
    }
  }

  @Override
  public void gap() throws InterruptedException {
    for (long number : wishes.keySet()) {
      tell(number, null);
    }
  }

  private void tell(long number, String event) throws InterruptedException {
    loop.post(
        room,
        () -> {
          Wish wish = wishes.get(number);
          if (wish != null) {
            wish.told().executeVoid(event);
          }
        });
  }
}
