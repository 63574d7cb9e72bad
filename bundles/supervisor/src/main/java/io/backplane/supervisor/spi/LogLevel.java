package io.backplane.supervisor.spi;

/** How loud a line is, as far as it says. */
public enum LogLevel {
  TRACE,
  DEBUG,
  INFO,
  WARN,
  ERROR
}
