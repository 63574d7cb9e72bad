package io.backplane.meta.spi;

import io.backplane.api.meta.FieldMeta;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds values against the fields that declare them. */
public final class Validator {

  /** Most violations of one configuration that are told. */
  public static final int VIOLATIONS_MAX = 100;

  private Validator() {}

  /**
   * The rules by which a StdioLink driver takes parameters, so that a host can refuse what the
   * driver would: first every required field, then each field in the order of declaration. What is
   * not declared is let through; formats and the lists of other types than {@code enum} are not
   * enforced; inside an array the item is named, not its member.
   *
   * @return the first violation
   */
  public static Optional<Violation> check(List<FieldMeta> fields, Map<String, Object> value) {
    return new Walk(Walk.Rules.WIRE).over(fields, value).stream().findFirst();
  }

  /**
   * The rules for the configuration of an instance: as {@link #check}, and every path is told down
   * to members of array items, fields that are not declared are refused, formats and every list of
   * allowed values hold.
   *
   * @return at most {@link #VIOLATIONS_MAX}; empty for a value that fits
   */
  public static List<Violation> checkConfig(List<FieldMeta> fields, Map<String, Object> value) {
    return new Walk(Walk.Rules.CONFIG).over(fields, value);
  }
}
