package io.backplane.shell.commands;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What lies below a {@link Group}, in the order of its help. Not picocli's own attribute, which
 * would read all of them for each command line.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Commands {
  Class<?>[] value();
}
