package io.backplane.supervisor.spi;

import io.backplane.api.health.HealthResult;
import java.util.Optional;

/**
 * A unit as it is now.
 *
 * @param health what the last check said; empty before the first, and for units without one
 * @param inStep whether its answers can be told apart; while not, calls are refused as busy
 * @param usage the last sample, while a process runs
 */
public record UnitStatus(
    UnitState state, Optional<HealthResult> health, boolean inStep, Optional<Usage> usage) {}
