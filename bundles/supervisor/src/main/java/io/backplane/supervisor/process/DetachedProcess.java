package io.backplane.supervisor.process;

import io.backplane.supervisor.linux.Cgroup;
import io.backplane.supervisor.linux.FileWatch;
import io.backplane.supervisor.linux.LibC;
import io.backplane.supervisor.spi.Exit;
import io.backplane.supervisor.spi.ProcessId;
import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process behind a shim. */
final class DetachedProcess implements RunningProcess {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");

  private final Fifos fifos;
  private final Optional<ProcessId> shim;
  private final ProcessTree tree;
  private final CompletableFuture<Ended> exit = new CompletableFuture<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile RunDirectory directory;
  private volatile FileWatch.Watch watch = () -> {};

  DetachedProcess(RunDirectory directory, Fifos fifos, Optional<ProcessId> shim, ProcessTree tree) {
    this.directory = directory;
    this.fifos = fifos;
    this.shim = shim;
    this.tree = tree;
  }

  /**
   * @param shimGone completed when the shim has ended
   */
  void watchExit(FileWatch files, CompletableFuture<Void> shimGone) throws IOException {
    watch = files.once(directory.exit(), this::checkExit);
    checkExit();
    shimGone.thenRun(this::shimGone);
  }

  private void checkExit() {
    OptionalLong code = exitCode();
    if (code.isPresent()) {
      exit.complete(new Ended((int) code.getAsLong(), ""));
    }
  }

  private synchronized OptionalLong exitCode() {
    return directory.exitCode();
  }

  /** The shim, the process and the watch hold on to files, not to their names. */
  @Override
  public synchronized void moveTo(RunDirectory target) throws IOException {
    directory.moveTo(target);
    directory = target;
  }

  private void shimGone() {
    checkExit();
    if (!exit.isDone()) {
      tree.kill();
      exit.complete(new Ended(Exit.UNKNOWN, ": its shim was ended"));
    }
  }

  @Override
  public Optional<ProcessId> id() {
    return Optional.of(tree.process());
  }

  @Override
  public Optional<ProcessId> shim() {
    return shim;
  }

  @Override
  public ReadableByteChannel output() {
    return fifos.output();
  }

  @Override
  public WritableByteChannel input() {
    return fifos.input();
  }

  @Override
  public ErrorOutput errors() {
    return new ErrorOutput.Spool(directory.spool());
  }

  @Override
  public CompletableFuture<Ended> exit() {
    return exit;
  }

  @Override
  public void endInput() {
    try {
      fifos.input().close();
      if (shim.isPresent()) {
        ProcessTree.signal(shim.get(), LibC.SIGUSR1);
      }
    } catch (IOException e) {
      LOG.warn("the input of {} could not be ended", id(), e);
    }
  }

  @Override
  public void terminate() {
    tree.signal(LibC.SIGTERM);
  }

  @Override
  public void kill() {
    tree.kill();
  }

  @Override
  public ProcessTree tree() {
    return tree;
  }

  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    watch.close();
    try {
      fifos.close();
    } catch (IOException e) {
      LOG.debug("closing the pipes of {}", id(), e);
    }
    if (exit.isDone()) {
      tree.cgroup().ifPresent(Cgroup::remove);
    }
  }
}
