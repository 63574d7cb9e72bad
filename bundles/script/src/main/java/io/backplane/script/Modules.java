package io.backplane.script;

import java.io.IOException;
import java.util.Optional;

/** The files a script is made of. */
@FunctionalInterface
interface Modules {

  /**
   * @param path from the root, without a slash at its beginning
   * @return empty when there is no such file
   */
  Optional<byte[]> read(String path) throws IOException;
}
