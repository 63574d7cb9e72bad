package io.backplane.plugins.ui;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * {@code manifest.json} of a console module.
 *
 * @param module path of the module, beside the manifest
 */
record UiManifest(String module, List<String> css, List<String> permissions) {

  /** What of the console's side a module is written for. */
  static final int API_VERSION = 1;

  static final int BYTES_MAX = 64 << 10;
  private static final int LIST_MAX = 32;

  private static final Set<String> MEMBERS =
      Set.of("pluginId", "apiVersion", "module", "css", "permissions");
  private static final Pattern PERMISSION =
      Pattern.compile("read|call:(\\*|[a-z][a-z0-9._-]{0,63})");
  private static final ObjectReader JSON =
      new JsonMapper().readerFor(Map.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  UiManifest {
    css = List.copyOf(css);
    permissions = List.copyOf(permissions);
  }

  /**
   * @param plugin whose it has to be
   * @param files what lies beside it
   * @throws RefusedException {@link Refusal.Invalid} naming the member that is wrong
   */
  static UiManifest read(byte[] json, String plugin, Set<String> files) {
    Map<?, ?> map = parsed(json);
    var unknown = new TreeSet<>(map.keySet().stream().map(Object::toString).toList());
    unknown.removeAll(MEMBERS);
    if (!unknown.isEmpty()) {
      throw unusable(
          String.join(", ", unknown) + " is not known; known are " + new TreeSet<>(MEMBERS));
    }
    if (!plugin.equals(map.get("pluginId"))) {
      throw unusable("pluginId has to be '" + plugin + "'");
    }
    if (!Integer.valueOf(API_VERSION).equals(map.get("apiVersion"))) {
      throw unusable("apiVersion has to be " + API_VERSION);
    }
    var manifest =
        new UiManifest(
            file(map.get("module"), ".js", files),
            texts(map, "css").stream().map(name -> file(name, ".css", files)).toList(),
            texts(map, "permissions"));
    manifest.permissions().forEach(UiManifest::checkPermission);
    return manifest;
  }

  private static Map<?, ?> parsed(byte[] json) {
    if (json.length > BYTES_MAX) {
      throw unusable("it has more than " + BYTES_MAX + " bytes");
    }
    try {
      return JSON.readValue(json);
    } catch (JsonProcessingException e) {
      throw unusable(e.getOriginalMessage());
    } catch (IOException e) {
      throw unusable(e.getMessage());
    }
  }

  private static String file(Object name, String ending, Set<String> files) {
    if (name instanceof String text && text.endsWith(ending) && files.contains(text)) {
      return text;
    }
    throw unusable("'" + name + "' is no " + ending + " file beside it");
  }

  private static List<String> texts(Map<?, ?> map, String member) {
    Object value = map.get(member);
    if (value == null) {
      return List.of();
    }
    if (value instanceof List<?> list
        && list.size() <= LIST_MAX
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(String.class::cast).toList();
    }
    throw unusable(member + " has to be a list of at most " + LIST_MAX + " texts");
  }

  private static void checkPermission(String word) {
    if (!PERMISSION.matcher(word).matches()) {
      throw unusable(
          "the permission '" + word + "' is not known: there are read, call:<unit> and call:*");
    }
  }

  static RefusedException unusable(String reason) {
    return new RefusedException(
        new Refusal.Invalid("the jar", "has a console module that cannot be used: " + reason));
  }
}
