package io.backplane.host.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Where a position in a generated text comes from; a source map of revision 3 (ECMA-426). */
final class SourceMap {

  /** Numbers of one segment: column, and the source, line and column that it comes from. */
  private static final int SEGMENT = 4;

  private static final String DIGITS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  private final List<String> sources = new ArrayList<>();
  private final List<int[]> lines = new ArrayList<>();

  /** A place in a source; lines and columns count from 1. */
  record Position(String source, int line, int column) {}

  /**
   * @throws IllegalArgumentException it is none
   */
  SourceMap(String json) {
    try {
      JsonNode map = new ObjectMapper().readTree(json);
      map.path("sources").forEach(source -> sources.add(source.asText()));
      decode(map.path("mappings").asText());
    } catch (JsonProcessingException | IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("not a source map", e);
    }
  }

  /**
   * Lines are parted by semicolons, segments by commas; but for columns, all goes on from line to
   * line.
   */
  private void decode(String mappings) {
    var last = new int[SEGMENT];
    for (String line : mappings.split(";", -1)) {
      last[0] = 0;
      var segments = IntStream.builder();
      for (String segment : line.isEmpty() ? new String[0] : line.split(",")) {
        int[] steps = numbers(segment);
        for (int i = 0; i < Math.min(steps.length, SEGMENT); i++) {
          last[i] += steps[i];
        }
        if (steps.length >= SEGMENT) {
          Arrays.stream(last).forEach(segments);
        }
      }
      lines.add(segments.build().toArray());
    }
  }

  /**
   * Base 64 digits of five bits each, lowest first; the sixth says that more follow, the lowest bit
   * is the sign.
   */
  private static int[] numbers(String segment) {
    var numbers = IntStream.builder();
    int value = 0;
    int shift = 0;
    for (char digit : segment.toCharArray()) {
      int bits = DIGITS.indexOf(digit);
      value |= (bits & 31) << shift;
      shift += 5;
      if ((bits & 32) == 0) {
        numbers.add((value & 1) == 0 ? value >>> 1 : -(value >>> 1));
        value = 0;
        shift = 0;
      }
    }
    return numbers.build().toArray();
  }

  /**
   * What lies at a place of the generated text, or last before it on its line.
   *
   * @param line counts from 1, as does the column
   */
  Optional<Position> at(int line, int column) {
    if (line < 1 || line > lines.size()) {
      return Optional.empty();
    }
    int[] segments = lines.get(line - 1);
    int at = -1;
    for (int i = 0; i < segments.length && segments[i] < column; i += SEGMENT) {
      at = i;
    }
    return at < 0
        ? Optional.empty()
        : Optional.of(
            new Position(
                sources.get(segments[at + 1]), segments[at + 2] + 1, segments[at + 3] + 1));
  }
}
