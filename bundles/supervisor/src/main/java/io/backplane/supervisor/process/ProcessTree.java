package io.backplane.supervisor.process;

import io.backplane.supervisor.linux.Carriers;
import io.backplane.supervisor.linux.Cgroup;
import io.backplane.supervisor.linux.LibC;
import io.backplane.supervisor.linux.ProcessTable;
import io.backplane.supervisor.linux.ProcessTable.Snapshot;
import io.backplane.supervisor.linux.ProcessTable.Stat;
import io.backplane.supervisor.spi.ProcessId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The processes of one start: those below its own process, those in its session, those in its
 * cgroup, and those that carry its token. A process that leaves all four is out of sight.
 * Thread-safe.
 *
 * @param shim who leads its session; empty for none of its own
 */
public record ProcessTree(
    ProcessId process, Optional<ProcessId> shim, String token, Optional<Cgroup> cgroup) {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");

  private static final Carriers CARRIERS = new Carriers(Launch.TOKEN);

  /** How often it is looked for what was forked in the meantime. */
  private static final int ROUNDS = 50;

  /** All that carry a token, or are in a cgroup, whatever else is known of them. */
  static ProcessTree carriers(String token, Optional<Cgroup> cgroup) {
    var nobody = new ProcessId(ProcessTable.world(), 0, 0);
    return new ProcessTree(nobody, Optional.empty(), token, cgroup);
  }

  /** Which of these processes belong to it; zombies and the shim do not. Quick. */
  public Set<Long> members(Snapshot all) {
    var members = new HashSet<Long>();
    var open = new ArrayDeque<Long>();
    if (all.has(process.pid(), process.startTicks())) {
      open.add(process.pid());
    }
    shim.filter(leader -> leads(all, leader))
        .ifPresent(
            leader ->
                all.bySession()
                    .getOrDefault(leader.pid(), List.of())
                    .forEach(stat -> open.add(stat.pid())));
    close(all, open, members);
    return members;
  }

  /** As {@link #members}, with those that left the session. */
  public Set<Long> allMembers(Snapshot all) {
    Set<Long> members = members(all);
    close(all, new ArrayDeque<>(strays()), members);
    return members;
  }

  /** A cgroup cannot be left without the right to; where there is none, the token has to do. */
  private Set<Long> strays() {
    try {
      return cgroup.isPresent() ? cgroup.get().members() : CARRIERS.of(token);
    } catch (IOException e) {
      LOG.warn("processes that left the session of {} are not seen", process, e);
      return Set.of();
    }
  }

  /**
   * Whether the session is still the shim's: its number is not given away while anybody is in it,
   * but may lead a stranger's once all are gone.
   */
  private static boolean leads(Snapshot all, ProcessId leader) {
    Stat stat = all.byPid().get(leader.pid());
    return stat == null || stat.startTicks() == leader.startTicks();
  }

  private boolean isShim(long pid) {
    return shim.filter(leader -> leader.pid() == pid).isPresent();
  }

  /** Adds these and all below them. */
  private void close(Snapshot all, ArrayDeque<Long> open, Set<Long> members) {
    while (!open.isEmpty()) {
      long pid = open.pop();
      Stat stat = all.byPid().get(pid);
      if (stat != null && !stat.zombie() && !isShim(pid) && members.add(pid)) {
        all.byParent().getOrDefault(pid, List.of()).forEach(child -> open.add(child.pid()));
      }
    }
  }

  /** Sends a signal to every member. */
  void signal(int signal) {
    try {
      signal(ProcessTable.snapshot(), signal);
    } catch (IOException e) {
      LOG.warn("the processes of {} could not be listed", process, e);
    }
  }

  private int signal(Snapshot all, int signal) throws IOException {
    Set<Long> members = allMembers(all);
    for (long pid : members) {
      long startTicks = all.byPid().get(pid).startTicks();
      signal(new ProcessId(process.world(), pid, startTicks), signal);
    }
    return members.size();
  }

  /** Ends every member, and those they start meanwhile. */
  void kill() {
    for (int round = 0; round < ROUNDS; round++) {
      try {
        if (cgroup.isPresent() && killGroup(cgroup.get())) {
          return;
        }
        if (signal(ProcessTable.snapshot(), LibC.SIGKILL) == 0) {
          return;
        }
        Thread.sleep(Math.min(round, 20));
      } catch (IOException e) {
        LOG.warn("the processes of {} could not be ended", process, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    LOG.error("processes of {} are still there after {} rounds of SIGKILL", process, ROUNDS);
  }

  /**
   * @return whether nothing is left, without having looked at every process
   */
  private boolean killGroup(Cgroup group) throws IOException {
    group.kill();
    return !group.populated() && identify(process.pid()).filter(process::equals).isEmpty();
  }

  /**
   * Sends a signal to exactly this process: its number is held while its identity is checked.
   *
   * @return whether it was there
   */
  public static boolean signal(ProcessId target, int signal) throws IOException {
    if (!target.world().equals(ProcessTable.world())) {
      return false;
    }
    int held = LibC.holdProcess(target.pid());
    if (held < 0) {
      return false;
    }
    try {
      boolean same =
          ProcessTable.stat(target.pid())
              .filter(stat -> stat.startTicks() == target.startTicks())
              .isPresent();
      if (same) {
        LibC.signal(held, signal);
      }
      return same;
    } finally {
      LibC.close(held);
    }
  }

  /** Whether the process with this number carries this token. */
  static boolean carries(long pid, String token) throws IOException {
    return CARRIERS.of(token).contains(pid);
  }

  /** The identity of the process that has this number now. */
  public static Optional<ProcessId> identify(long pid) {
    return ProcessTable.stat(pid)
        .filter(stat -> !stat.zombie())
        .map(stat -> new ProcessId(ProcessTable.world(), pid, stat.startTicks()));
  }
}
