package io.backplane.api.meta;

import io.backplane.api.call.Values;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A parameter, a configuration field or a part of one.
 *
 * @param name empty where the place says what it is: what a command returns, an item
 * @param defaultValue what stands for a missing value; empty for none
 * @param sensitive masked in every output and encrypted at rest; always so where the widget is
 *     {@code password}
 * @param fields members, for {@link FieldType#OBJECT}
 * @param items what each item is, for {@link FieldType#ARRAY}
 * @param requiredKeys members an object must have beside its required fields
 * @param additionalProperties whether an object may have members that are not declared
 */
public record FieldMeta(
    String name,
    FieldType type,
    String description,
    boolean required,
    Optional<Object> defaultValue,
    boolean sensitive,
    Limits limits,
    Ui ui,
    List<FieldMeta> fields,
    Optional<FieldMeta> items,
    List<String> requiredKeys,
    boolean additionalProperties) {

  private static final String PASSWORD = "password";

  public FieldMeta {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(items, "items");
    defaultValue = defaultValue.map(value -> Values.copyOf(name + ".default", value));
    sensitive = sensitive || ui.widget().equals(PASSWORD);
    fields = List.copyOf(fields);
    requiredKeys = List.copyOf(requiredKeys);
  }

  /** An optional field without limits. */
  public static FieldMeta of(String name, FieldType type, String description) {
    return new FieldMeta(
        name,
        type,
        description,
        false,
        Optional.empty(),
        false,
        Limits.NONE,
        Ui.NONE,
        List.of(),
        Optional.empty(),
        List.of(),
        true);
  }

  /** An optional object with these members. */
  public static FieldMeta object(String name, String description, FieldMeta... fields) {
    return of(name, FieldType.OBJECT, description).withFields(List.of(fields));
  }

  /** An optional array of such items. */
  public static FieldMeta array(String name, String description, FieldMeta items) {
    return of(name, FieldType.ARRAY, description).withItems(items);
  }

  /** The same field, required. */
  public FieldMeta asRequired() {
    return new FieldMeta(
        name,
        type,
        description,
        true,
        defaultValue,
        sensitive,
        limits,
        ui,
        fields,
        items,
        requiredKeys,
        additionalProperties);
  }

  /** The same field, masked in every output. */
  public FieldMeta asSensitive() {
    return new FieldMeta(
        name,
        type,
        description,
        required,
        defaultValue,
        true,
        limits,
        ui,
        fields,
        items,
        requiredKeys,
        additionalProperties);
  }

  /** The same field with a default. */
  public FieldMeta withDefault(Object value) {
    return new FieldMeta(
        name,
        type,
        description,
        required,
        Optional.of(value),
        sensitive,
        limits,
        ui,
        fields,
        items,
        requiredKeys,
        additionalProperties);
  }

  /** The same field with limits. */
  public FieldMeta within(Limits limits) {
    return new FieldMeta(
        name,
        type,
        description,
        required,
        defaultValue,
        sensitive,
        limits,
        ui,
        fields,
        items,
        requiredKeys,
        additionalProperties);
  }

  /** The same field, shown in another way. */
  public FieldMeta withUi(Ui ui) {
    return new FieldMeta(
        name,
        type,
        description,
        required,
        defaultValue,
        sensitive,
        limits,
        ui,
        fields,
        items,
        requiredKeys,
        additionalProperties);
  }

  /** The same field with members. */
  public FieldMeta withFields(List<FieldMeta> fields) {
    return new FieldMeta(
        name,
        type,
        description,
        required,
        defaultValue,
        sensitive,
        limits,
        ui,
        fields,
        items,
        requiredKeys,
        additionalProperties);
  }

  /** The same field with items. */
  public FieldMeta withItems(FieldMeta items) {
    return new FieldMeta(
        name,
        type,
        description,
        required,
        defaultValue,
        sensitive,
        limits,
        ui,
        fields,
        Optional.of(items),
        requiredKeys,
        additionalProperties);
  }

  /** The same object with a say in members that are not declared as fields. */
  public FieldMeta withKeys(List<String> requiredKeys, boolean additionalProperties) {
    return new FieldMeta(
        name,
        type,
        description,
        required,
        defaultValue,
        sensitive,
        limits,
        ui,
        fields,
        items,
        requiredKeys,
        additionalProperties);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return new Members()
        .text("name", name)
        .always("type", Values.word(type))
        .flag("required", required, false)
        .value("default", defaultValue)
        .text("description", description)
        .all(limits.toMap())
        .object("ui", ui.toMap())
        .list("fields", fields, FieldMeta::toMap)
        .value("items", items.map(FieldMeta::toMap))
        .list("requiredKeys", requiredKeys)
        .flag("additionalProperties", additionalProperties, true)
        .object(Meta.EXTENSION, new Members().flag("sensitive", sensitive, false).map())
        .map();
  }
}
