package io.backplane.supervisor.process;

import io.backplane.supervisor.linux.Cgroup;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What processes leave behind that nobody has in their hands. */
final class Leftovers {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");

  private Leftovers() {}

  /**
   * Ends a spare with its shim and all it has started. Its directory, which tells of it, goes last:
   * what is interrupted can be repeated. One at a time, since two may mean the same.
   */
  static synchronized void endSpare(RunDirectory directory, String token, Optional<Cgroup> cgroup) {
    try {
      if (directory.exists()) {
        directory.revoke();
      }
      if (PipedProcess.LINUX) {
        if (cgroup.isPresent()) {
          ProcessTree.carriers(token, cgroup).kill();
        }
        ProcessTree.carriers(token, Optional.empty()).kill();
      }
      cgroup.ifPresent(Cgroup::remove);
      directory.revoked().delete();
    } catch (IOException e) {
      LOG.warn("the rest of a spare in {} stays", directory.path(), e);
    }
  }
}
