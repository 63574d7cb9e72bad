package io.backplane.supervisor.spi;

/** Where a line of a log comes from. */
public enum LogStream {
  STDERR,
  /** What the process wrote to stdout that is no answer. */
  STDOUT,
  /** What the kernel has to say of the unit. */
  KERNEL
}
