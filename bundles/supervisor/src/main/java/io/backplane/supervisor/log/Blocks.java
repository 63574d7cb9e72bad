package io.backplane.supervisor.log;

import java.util.concurrent.ArrayBlockingQueue;

/** Blocks of memory that readers of floods share. Thread-safe. */
final class Blocks {

  static final int BYTES = 1 << 20;

  private static final ArrayBlockingQueue<byte[]> FREE = new ArrayBlockingQueue<>(4);

  private Blocks() {}

  static byte[] take() {
    byte[] free = FREE.poll();
    return free == null ? new byte[BYTES] : free;
  }

  static void giveBack(byte[] block) {
    FREE.offer(block);
  }
}
