package io.backplane.host;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * A connection to whoever has started this process, for no other purpose than to end with it. What
 * the process has started ends as well.
 */
final class Guard {

  private static final String WORD = "--guard=";

  private Guard() {}

  /**
   * Connects to the socket that {@code --guard=} names: a path, or a name in the temp directory.
   *
   * @return the other words
   * @throws Refused there is nobody
   */
  static List<String> watch(List<String> words) throws Refused {
    for (String word : words) {
      if (word.startsWith(WORD)) {
        watch(word.substring(WORD.length()));
      }
    }
    return words.stream().filter(word -> !word.startsWith(WORD)).toList();
  }

  private static void watch(String name) throws Refused {
    try {
      Path socket = Path.of(System.getProperty("java.io.tmpdir")).resolve(name);
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(socket));
      Thread.ofPlatform().daemon().name("guard").start(() -> awaitEnd(channel));
    } catch (IOException | InvalidPathException e) {
      throw Refused.failure("cannot connect to guard: " + name);
    }
  }

  private static void awaitEnd(SocketChannel channel) {
    var ignored = ByteBuffer.allocate(64);
    try {
      while (channel.read(ignored.clear()) >= 0) {
        // nothing that is said here means anything
      }
    } catch (IOException e) {
      // it is broken
    }
    Runtime.getRuntime().halt(ExitCode.FAILED);
  }
}
