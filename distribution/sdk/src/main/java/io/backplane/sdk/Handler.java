package io.backplane.sdk;

/** Carries out one command. */
@FunctionalInterface
public interface Handler {

  /**
   * May answer before it returns, or later from another thread; under the profile {@code oneshot}
   * the process ends when it returns.
   *
   * @throws Exception ends the command with code 500 and the exception's message
   */
  void handle(Request request, Reply reply) throws Exception;
}
