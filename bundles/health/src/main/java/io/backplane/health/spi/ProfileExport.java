package io.backplane.health.spi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.health.spi.Profiles.Stack;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Forms in which other tools read profiles. */
public enum ProfileExport {
  /** A line for each stack, frames joined by {@code ;}, then its weight: flame graph tools. */
  COLLAPSED("text/plain;charset=utf-8", "txt"),
  /** speedscope.app's own format. */
  SPEEDSCOPE("application/json", "speedscope.json"),
  /** The recording: JDK Mission Control. */
  JFR("application/octet-stream", "jfr");

  private static final JsonMapper JSON = new JsonMapper();

  private final String contentType;
  private final String ending;

  ProfileExport(String contentType, String ending) {
    this.contentType = contentType;
    this.ending = ending;
  }

  public String contentType() {
    return contentType;
  }

  /** How a file of it ends, without the dot. */
  public String ending() {
    return ending;
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} naming those there are
   */
  public static ProfileExport of(String word) {
    return Values.constant(ProfileExport.class, "format", word);
  }

  /**
   * The whole file.
   *
   * @throws RefusedException {@link Refusal.NotFound}, or {@link Refusal.Conflict} for one that is
   *     being taken, or has no such form
   */
  public byte[] of(Profiles profiles, long id) throws IOException {
    return switch (this) {
      case COLLAPSED ->
          profiles.stacks(id).stream()
              .map(stack -> stack.collapsed() + "\n")
              .collect(Collectors.joining())
              .getBytes(StandardCharsets.UTF_8);
      case SPEEDSCOPE -> speedscope(profiles.find(id), profiles.stacks(id));
      case JFR -> Files.readAllBytes(recording(profiles, id));
    };
  }

  private static Path recording(Profiles profiles, long id) {
    return profiles
        .recording(id)
        .orElseThrow(
            () ->
                new RefusedException(
                    new Refusal.Conflict(
                        "profile "
                            + id
                            + " is of processes: there is no recording, only collapsed and"
                            + " speedscope")));
  }

  private static byte[] speedscope(Profile profile, List<Stack> stacks)
      throws JsonProcessingException {
    Map<String, Integer> frames = new LinkedHashMap<>();
    var samples = new ArrayList<List<Integer>>();
    var weights = new ArrayList<Long>();
    for (Stack stack : stacks) {
      samples.add(
          stack.frames().stream()
              .map(frame -> frames.computeIfAbsent(frame, _ -> frames.size()))
              .toList());
      weights.add(stack.weight());
    }
    String name = "backplane " + Values.word(profile.type()) + " " + profile.startedAt();
    return JSON.writeValueAsBytes(
        Values.map(
            "$schema",
            "https://www.speedscope.app/file-format-schema.json",
            "name",
            name,
            "exporter",
            "backplane",
            "shared",
            Map.of("frames", frames.keySet().stream().map(frame -> Map.of("name", frame)).toList()),
            "profiles",
            List.of(
                Values.map(
                    "type",
                    "sampled",
                    "name",
                    name,
                    "unit",
                    unit(profile.measure()),
                    "startValue",
                    0,
                    "endValue",
                    profile.weight(),
                    "samples",
                    samples,
                    "weights",
                    weights))));
  }

  private static String unit(String measure) {
    return switch (measure) {
      case "bytes" -> "bytes";
      case "ms" -> "milliseconds";
      default -> "none";
    };
  }
}
