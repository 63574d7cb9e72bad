package io.backplane.script;

/** Takes what a function of a script came to, now or later, on the script's thread. */
interface Answer {

  /** What it returned, as JSON. */
  void done(String json);

  /** It threw: {@code message} and {@code stack}, where in the script, as JSON. */
  void failed(String fault);
}
