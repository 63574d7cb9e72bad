package io.backplane.distribution.tests.halt;

import io.backplane.updates.spi.StepListener;
import io.backplane.updates.spi.UpdateRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.FrameworkUtil;

/**
 * Runs inside a kernel and holds an update where the file {@code DATA/halt} says, {@code before
 * switch 1.0.1} or {@code after switch 1.0.1}, for good; {@code DATA/halted} tells that it is
 * there.
 */
public final class StepHalt implements StepListener {

  private final Path data =
      Path.of(
          FrameworkUtil.getBundle(StepHalt.class).getBundleContext().getProperty("backplane.data"));

  @Override
  public void before(UpdateRecord update) throws InterruptedException {
    halt("before " + update.step().word() + " " + update.to());
  }

  @Override
  public void after(UpdateRecord update) throws InterruptedException {
    halt("after " + update.step().word() + " " + update.to());
  }

  private void halt(String where) throws InterruptedException {
    try {
      Path wanted = data.resolve("halt");
      if (Files.exists(wanted) && Files.readString(wanted).equals(where)) {
        Files.createFile(data.resolve("halted"));
        new CountDownLatch(1).await();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
