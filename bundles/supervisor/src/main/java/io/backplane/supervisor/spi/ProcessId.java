package io.backplane.supervisor.spi;

/**
 * A process that cannot be mistaken for a later one with the same number.
 *
 * @param world boot id and pid namespace, in which numbers and ticks have their meaning
 * @param pid its number
 * @param startTicks when it started, in clock ticks since the boot; 0 where the system tells none
 */
public record ProcessId(String world, long pid, long startTicks) {}
