package io.backplane.bench;

/** What a sample counts, and how it is written. */
enum Measure {
  MS("ms"),
  US("µs"),
  NS("ns"),
  PER_SECOND("/s"),
  MB("MB"),
  PERCENT("%");

  private final String symbol;

  Measure(String symbol) {
    this.symbol = symbol;
  }

  String symbol() {
    return symbol;
  }
}
