package io.backplane.api.call;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes what a command says: events, then exactly one of {@code done}, {@code error} or {@code
 * refused}. Methods are called one at a time and never under a lock. {@code event} may block: past
 * 1,024 undelivered events of a call the oldest are kept, later ones are dropped and counted, and
 * one event named {@link #GAP} tells how many. Terminals must not block.
 */
@ConsumerType
public interface CallSink {

  /** Name of the event that stands for dropped ones; its value is {@code {"dropped": n}}. */
  String GAP = "backplane.gap";

  /**
   * @param name as the unit's meta declares it; empty for a bare event
   * @param value of JDK value types, may be null
   */
  void event(String name, Object value);

  /** The command succeeded. */
  void done(Object value);

  /**
   * The command failed.
   *
   * @param code the unit's own, of any sign, or one of {@link CallFault}
   * @param value by custom a map with {@code message}
   */
  void error(int code, Object value);

  /** The command was not carried out. */
  void refused(Refusal refusal);
}
