package io.backplane.host.js;

import java.util.Map;

/**
 * The Java side of one built-in module. The other side is {@code modules/NAME.js} beside it, which
 * asks {@code globalThis.backplaneHost} for its functions while it is evaluated ahead of the
 * service, and has them once that is known; or {@code backplane/host}, when it is evaluated later;
 * or a script, {@code js/NAME.js}, which is given them.
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
