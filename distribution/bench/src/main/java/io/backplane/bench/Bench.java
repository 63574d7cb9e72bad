package io.backplane.bench;

import java.util.List;

/** One group of figures. */
interface Bench {

  /** What it is asked for by. */
  String name();

  /** A line on what it measures. */
  String what();

  List<Row> run(Distribution distribution, Scratch scratch) throws Exception;
}
