package io.backplane.plugins.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a plugin adds to the console: an ES module, which runs in the browser with the rights of
 * whoever looks.
 *
 * @param digest SHA-256 over all its files, hexadecimal: what is approved
 * @param module path of the module among its files
 * @param css paths of style sheets among its files
 * @param permissions what it says it needs: {@code read} and {@code call:<unit>}
 * @param files all its files, sorted
 * @param approval empty while it must not be loaded
 */
public record UiModule(
    String plugin,
    String digest,
    String module,
    List<String> css,
    List<String> permissions,
    List<String> files,
    Optional<Approval> approval) {

  /** By whom and when these very files were let into browsers. */
  public record Approval(String by, Instant at) {}

  public UiModule {
    css = List.copyOf(css);
    permissions = List.copyOf(permissions);
    files = List.copyOf(files);
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    return Values.map(
        "plugin", plugin,
        "digest", digest,
        "module", module,
        "css", css,
        "permissions", permissions,
        "files", files,
        "approved", approval.isPresent(),
        "approvedBy", approval.map(Approval::by).orElse(null),
        "approvedAt", approval.map(Approval::at).map(Instant::toString).orElse(null));
  }
}
