package io.backplane.governance;

import io.backplane.security.spi.Secrets;
import java.util.Map;

/**
 * The parameters of a task as its row keeps them: sealed where there is a secret among them, for
 * that row alone.
 */
final class TaskParams {

  private final Secrets secrets;

  TaskParams(Secrets secrets) {
    this.secrets = secrets;
  }

  /**
   * @param params as JSON
   * @param shown the same without secrets
   */
  String kept(long id, String params, String shown) {
    return params.equals(shown) ? params : secrets.seal(params, place(id));
  }

  /**
   * @throws IllegalStateException it was sealed for another row or with another key
   */
  Map<String, Object> open(long id, String kept) {
    boolean sealed = kept.startsWith(Secrets.PREFIX); // JSON begins otherwise
    return TaskJson.object(sealed ? secrets.open(kept, place(id)) : kept);
  }

  private static String place(long id) {
    return "task/" + id;
  }
}
