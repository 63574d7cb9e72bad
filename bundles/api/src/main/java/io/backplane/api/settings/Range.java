package io.backplane.api.settings;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What a setting may be. Its text is what people are told, such as {@code 1 to 200}. */
public sealed interface Range<T> {

  /** The word for its kind in JSON: number, time, flag, word. */
  String kind();

  /** What the text says; empty for one that is of another kind. */
  Optional<T> read(String text);

  /** As {@link #read} takes it. */
  String write(T value);

  boolean contains(T value);

  /** Whole numbers, both ends included. */
  record Numbers(long min, long max) implements Range<Long> {

    @Override
    public String kind() {
      return "number";
    }

    @Override
    public Optional<Long> read(String text) {
      try {
        return Optional.of(Long.parseLong(text));
      } catch (NumberFormatException e) {
        return Optional.empty();
      }
    }

    @Override
    public String write(Long value) {
      return value.toString();
    }

    @Override
    public boolean contains(Long value) {
      return value >= min && value <= max;
    }

    @Override
    public String toString() {
      return "a whole number from " + min + " to " + max;
    }
  }

  /** Times to the millisecond, both ends included. */
  record Times(Duration min, Duration max) implements Range<Duration> {

    @Override
    public String kind() {
      return "time";
    }

    @Override
    public Optional<Duration> read(String text) {
      return TimeText.read(text);
    }

    @Override
    public String write(Duration value) {
      return TimeText.write(value);
    }

    @Override
    public boolean contains(Duration value) {
      return value.compareTo(min) >= 0 && value.compareTo(max) <= 0;
    }

    @Override
    public String toString() {
      return "a time from " + TimeText.write(min) + " to " + TimeText.write(max);
    }
  }

  /** Yes or no. */
  record Flags() implements Range<Boolean> {

    @Override
    public String kind() {
      return "flag";
    }

    @Override
    public Optional<Boolean> read(String text) {
      return switch (text) {
        case "true" -> Optional.of(true);
        case "false" -> Optional.of(false);
        default -> Optional.empty();
      };
    }

    @Override
    public String write(Boolean value) {
      return value.toString();
    }

    @Override
    public boolean contains(Boolean value) {
      return true;
    }

    @Override
    public String toString() {
      return "true or false";
    }
  }

  /** One of some words. */
  record Words(List<String> choices) implements Range<String> {

    public Words {
      choices = List.copyOf(choices);
    }

    @Override
    public String kind() {
      return "word";
    }

    @Override
    public Optional<String> read(String text) {
      return Optional.of(text);
    }

    @Override
    public String write(String value) {
      return value;
    }

    @Override
    public boolean contains(String value) {
      return choices.contains(value);
    }

    @Override
    public String toString() {
      return "one of " + String.join(", ", choices);
    }
  }
}
