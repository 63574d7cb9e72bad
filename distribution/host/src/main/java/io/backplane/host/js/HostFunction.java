package io.backplane.host.js;

/**
 * A function that JavaScript calls. What crosses is text, numbers, booleans and {@code null};
 * whatever has more shape crosses as JSON text. Functions of JavaScript's come as arguments, to be
 * called back on the loop's thread.
 */
@FunctionalInterface
public interface HostFunction {

  /**
   * @return a {@link String}, a number, a {@link Boolean} or {@code null}
   * @throws Fault to be thrown into JavaScript; any other exception becomes an {@code
   *     InternalError} with its message
   */
  Object call(Given given) throws Exception;
}
