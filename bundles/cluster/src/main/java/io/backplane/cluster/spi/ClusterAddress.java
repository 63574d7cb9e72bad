package io.backplane.cluster.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where kernels meet.
 *
 * @param url of one NATS server, or of several of one cluster with commas between: {@code
 *     nats://host:4222} or {@code tls://host:4222}, perhaps with {@code user:password@} or {@code
 *     token@}
 * @param credentials file with a NATS user's JWT and seed, or with a seed alone; absolute
 * @param group kernels of one group share; letters, digits, {@code -} and {@code _}, at most 32
 */
public record ClusterAddress(String url, Optional<Path> credentials, String group) {

  public static final String GROUP = "default";
  private static final int PORT_MAX = 65_535;
  private static final int URL_LENGTH_MAX = 1_024;
  private static final Set<String> SCHEMES = Set.of("nats", "tls");
  private static final Pattern USER = Pattern.compile("//.*@");
  private static final Pattern GROUPS = Pattern.compile("[A-Za-z0-9_-]{1,32}");

  /**
   * @throws RefusedException {@link Refusal.Invalid} naming the part
   */
  public ClusterAddress {
    if (url.length() > URL_LENGTH_MAX) {
      throw invalid("url", "is longer than " + URL_LENGTH_MAX);
    }
    servers(url).forEach(ClusterAddress::check);
    if (credentials.filter(file -> !file.isAbsolute()).isPresent()) {
      throw invalid("credentials", "must be an absolute path");
    }
    if (!GROUPS.matcher(group).matches()) {
      throw invalid("group", "must be 1 to 32 letters, digits, - and _");
    }
  }

  private static List<String> servers(String url) {
    return Stream.of(url.split(",", -1)).map(String::strip).toList();
  }

  private static void check(String server) {
    try {
      URI uri = new URI(server);
      if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme())) {
        throw invalid("url", "must begin with nats:// or tls://");
      }
      if (uri.getPort() > PORT_MAX) {
        throw invalid("url", "has a port above " + PORT_MAX);
      }
      if (uri.getHost() == null) {
        throw invalid("url", "names no host, as nats://host:4222 does");
      }
      if (!uri.getPath().isEmpty() || uri.getQuery() != null || uri.getFragment() != null) {
        throw invalid("url", "has something behind host and port");
      }
    } catch (URISyntaxException e) {
      throw invalid("url", "is not one, such as nats://host:4222"); // which may hold a password
    }
  }

  private static RefusedException invalid(String field, String reason) {
    return new RefusedException(new Refusal.Invalid(field, reason));
  }

  /** The servers' URLs without user or password. */
  public List<String> servers() {
    return servers(url).stream().map(server -> USER.matcher(server).replaceFirst("//")).toList();
  }

  /** {@code user:password} or a token, for all of the servers; escaped as in a URL. */
  public Optional<String> user() {
    return servers(url).stream()
        .map(server -> URI.create(server).getRawUserInfo())
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** The URL without what is nobody's business. */
  public String shownUrl() {
    return servers(url).stream()
        .map(server -> USER.matcher(server).replaceFirst("//***@"))
        .collect(Collectors.joining(","));
  }

  /** Tells no password. */
  @Override
  public String toString() {
    return shownUrl() + " " + group;
  }
}
