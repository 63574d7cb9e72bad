package io.backplane.launcher;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Starts a kernel and stays until it is stopped. Exit codes: 0 stopped, 1 could not start, 2 usage.
 */
public final class Main {

  /** System property: bundles start in an order drawn from this number. For tests. */
  private static final String START_SEED = "backplane.start.seed";

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Jetty asks for all locales, a tenth of the start: that goes on beside the rest. */
  private static int run(String[] args) {
    try {
      Thread.ofPlatform().daemon().name("warm-up").start(Locale::getAvailableLocales);
      Options options = Options.parse(args);
      return options.train() ? Training.run(options) : serve(options);
    } catch (StartFailure failure) {
      System.err.println("backplane: " + failure.getMessage());
      return failure.exitCode();
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      return 1;
    }
  }

  private static int serve(Options options) throws IOException {
    try (DataDirectory data = DataDirectory.open(options.data())) {
      KernelFile.delete(data); // a killed kernel's
      KernelLog.start(data, options.foreground());
      Conf conf = Conf.read(options.home(), data, options);
      Port.checkFree(conf.host(), conf.port());
      Optional<Long> seed = Optional.ofNullable(Long.getLong(START_SEED));
      Kernel kernel = new Kernel(options.home(), data, conf, seed);
      StopSignal signal = StopSignal.install(kernel);
      InterruptSignal.install(kernel);
      kernel.start();
      Address address = kernel.awaitAnswer();
      KernelFile.write(data, conf, address, options.home().version());
      System.out.println("backplane " + options.home().version() + " answers at " + address.url());
      kernel.awaitStop();
      KernelFile.delete(data);
      signal.done();
      return 0;
    }
  }
}
