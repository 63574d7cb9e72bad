package io.backplane.plugins.ui;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.plugins.spi.Declared;
import java.io.IOException;
import java.nio.file.Path;

/** Looks at a jar's console module before the jar is kept. */
public final class UiCheck {

  private UiCheck() {}

  /**
   * @throws RefusedException {@link Refusal.Invalid} for a module that cannot be used
   */
  public static void check(Path jar, String plugin, Declared declared) throws IOException {
    if (!declared.ui().isEmpty()) {
      UiArchive.read(jar, plugin, declared.ui());
    }
  }
}
