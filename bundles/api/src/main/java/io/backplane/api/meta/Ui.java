package io.backplane.api.meta;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a form shows a field; empty members leave it to the form.
 *
 * @param widget such as {@code textarea} or {@code password}
 * @param group heading under which the field stands
 * @param order place among its neighbours, ascending
 * @param placeholder shown while nothing is set
 * @param advanced hidden until asked for
 * @param readonly shown, not edited
 * @param visibleIf one comparison with another field: {@code mode == 'tcp'}
 * @param unit shown behind the value
 * @param step of a number
 */
public record Ui(
    String widget,
    String group,
    Optional<Integer> order,
    String placeholder,
    boolean advanced,
    boolean readonly,
    String visibleIf,
    String unit,
    Optional<Double> step) {

  public static final Ui NONE =
      new Ui("", "", Optional.empty(), "", false, false, "", "", Optional.empty());

  public Ui {
    Objects.requireNonNull(widget, "widget");
    Objects.requireNonNull(group, "group");
    Objects.requireNonNull(order, "order");
    Objects.requireNonNull(placeholder, "placeholder");
    Objects.requireNonNull(visibleIf, "visibleIf");
    Objects.requireNonNull(unit, "unit");
    Objects.requireNonNull(step, "step");
  }

  /** Shown by this widget. */
  public static Ui of(String widget) {
    return new Ui(widget, "", Optional.empty(), "", false, false, "", "", Optional.empty());
  }

  /** The same under a heading. */
  public Ui withGroup(String heading) {
    return new Ui(widget, heading, order, placeholder, advanced, readonly, visibleIf, unit, step);
  }

  /** The same with a placeholder. */
  public Ui withPlaceholder(String text) {
    return new Ui(widget, group, order, text, advanced, readonly, visibleIf, unit, step);
  }

  /** The same with a condition. */
  public Ui withVisibleIf(String condition) {
    return new Ui(widget, group, order, placeholder, advanced, readonly, condition, unit, step);
  }

  /** The same with a unit. */
  public Ui withUnit(String name) {
    return new Ui(widget, group, order, placeholder, advanced, readonly, visibleIf, name, step);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return new Members()
        .text("widget", widget)
        .text("group", group)
        .value("order", order)
        .text("placeholder", placeholder)
        .flag("advanced", advanced, false)
        .flag("readonly", readonly, false)
        .text("visibleIf", visibleIf)
        .text("unit", unit)
        .number("step", step)
        .map();
  }
}
