package io.backplane.governance.spi;

/** What happens to something that has a life cycle. */
public sealed interface Happening {

  /** It is made. */
  record Begun() implements Happening {}

  /** It is to come into a state. */
  record Asked(String to, String reason) implements Happening {}

  /** It is used. */
  record Touched() implements Happening {}

  /** Somebody looks whether it has been idle or stuck for too long. */
  record Looked() implements Happening {}
}
