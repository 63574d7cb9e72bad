package io.backplane.supervisor.process;

import io.backplane.supervisor.linux.LibC;
import io.backplane.supervisor.spi.ProcessId;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A child of the kernel over plain pipes. */
final class PipedProcess implements RunningProcess {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.supervisor");
  static final boolean LINUX = System.getProperty("os.name").equals("Linux");

  private final Process process;
  private final ProcessTree tree;
  private final ReadableByteChannel output;
  private final WritableByteChannel input;
  private final CompletableFuture<Ended> exit;
  private volatile RunDirectory directory;

  /**
   * @param directory where files of its start are, if there are any
   */
  PipedProcess(Process process, ProcessTree tree, RunDirectory directory) {
    this.process = process;
    this.directory = directory;
    this.tree = tree;
    this.output = Channels.newChannel(process.getInputStream());
    this.input = new Flushing(process.getOutputStream());
    this.exit = process.onExit().thenApply(ended -> new Ended(ended.exitValue(), ""));
  }

  @Override
  public Optional<ProcessId> id() {
    return Optional.of(tree.process());
  }

  @Override
  public Optional<ProcessId> shim() {
    return Optional.empty();
  }

  @Override
  public ReadableByteChannel output() {
    return output;
  }

  @Override
  public WritableByteChannel input() {
    return input;
  }

  @Override
  public ErrorOutput errors() {
    return new ErrorOutput.Pipe(process.getErrorStream());
  }

  @Override
  public CompletableFuture<Ended> exit() {
    return exit;
  }

  @Override
  public void moveTo(RunDirectory target) throws IOException {
    directory.moveTo(target);
    directory = target;
  }

  @Override
  public void endInput() {
    try {
      input.close();
    } catch (IOException e) {
      LOG.debug("the input of {} was gone", tree.process(), e);
    }
  }

  @Override
  public void terminate() {
    if (LINUX) {
      tree.signal(LibC.SIGTERM);
    } else {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  @Override
  public void kill() {
    if (LINUX) {
      tree.kill();
    } else {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }

  @Override
  public ProcessTree tree() {
    return tree;
  }

  /** A process on plain pipes does not outlive them. */
  @Override
  public void close() {
    if (!exit.isDone()) {
      kill();
    }
    try {
      input.close();
      output.close();
    } catch (IOException e) {
      LOG.debug("closing the pipes of {}", tree.process(), e);
    }
  }
}
