package io.backplane.host.js;

import java.util.Map;

/**
 * The Java side of one built-in module. The other side is {@code modules/NAME.js} beside it, which
 * finds its functions at {@code globalThis.backplaneHost.NAME} while it is evaluated, and only
 * then.
 */
public interface HostModule extends AutoCloseable {

  /** Such as {@code fs}. */
  String name();

  /** Called once, on the loop's thread. */
  Map<String, HostFunction> functions(JsRuntime runtime);

  /** Ends what it has begun, and waits for it. Called once, on the loop's thread, at the end. */
  @Override
  default void close() {}
}
