package io.backplane.units;

import java.io.IOException;
import java.util.List;

/** Knows how a process that runs services is started. */
interface ServiceHost {

  /**
   * Program and arguments, up to where the service's own begin.
   *
   * @param words such as {@code --heap=512}, {@code --engine=jit}, {@code --inspect}
   * @throws IOException there is no host, or it does not know the words; the message says what to
   *     do
   */
  List<String> command(List<String> words) throws IOException;
}
