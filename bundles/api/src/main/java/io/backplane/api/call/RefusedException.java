package io.backplane.api.call;

import java.util.Objects;

/**
 * Carries a {@link Refusal} to whoever can act on it. Has no stack trace: it tells of the request,
 * not of the code.
 */
public final class RefusedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Refusal refusal;

  public RefusedException(Refusal refusal) {
    super(refusal.message(), null, false, false);
    this.refusal = Objects.requireNonNull(refusal);
  }

  public Refusal refusal() {
    return refusal;
  }
}
