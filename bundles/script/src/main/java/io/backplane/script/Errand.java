package io.backplane.script;

/** On whose behalf the thread enters a script: a call, or a question of the kernel's. */
interface Errand {

  /** Its outcome has been told. */
  boolean isEnded();

  /** Nobody waits for its outcome any more. */
  boolean isOver();
}
