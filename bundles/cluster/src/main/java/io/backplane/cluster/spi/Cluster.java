package io.backplane.cluster.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The kernels that this one shares state with, over a NATS server with JetStream that somebody else
 * runs. What was joined stays joined over restarts. Thread-safe.
 */
@ProviderType
public interface Cluster {

  ClusterStatus status();

  /**
   * Joins, after the server has answered once; from then on the connection is made anew whenever it
   * is lost. Blocks for some seconds at most.
   *
   * @param unseen whether to join even though the server cannot be reached now
   * @param by who asks
   * @throws RefusedException {@link Refusal.Invalid} for an address or credentials that cannot work
   *     or a server that does not answer as it must, naming why; {@link Refusal.Conflict} when
   *     another one is joined
   */
  ClusterStatus join(ClusterAddress address, boolean unseen, String by);

  /**
   * Goes on alone; what was shared stays here.
   *
   * @throws RefusedException {@link Refusal.Conflict} when none is joined
   */
  ClusterStatus leave(String by);
}
