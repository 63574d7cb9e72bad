package io.backplane.host.source;

/** What a service is written in cannot be made into what is run, and why; in several lines. */
public final class BuildException extends Exception {

  private static final long serialVersionUID = 1;

  BuildException(String message) {
    super(message);
  }
}
