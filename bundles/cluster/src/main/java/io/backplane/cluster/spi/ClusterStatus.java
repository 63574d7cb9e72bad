package io.backplane.cluster.spi;

import io.backplane.api.call.Values;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How this kernel is joined.
 *
 * @param membership empty while it is joined to none
 * @param members heard of in the last {@link #HEARD_WITHIN_S} seconds, by node; none while the
 *     server cannot be reached
 */
public record ClusterStatus(Optional<Membership> membership, List<ClusterMember> members) {

  /** Seconds after which a silent kernel is no longer listed. */
  public static final int HEARD_WITHIN_S = 15;

  /**
   * What was joined.
   *
   * @param url without passwords
   * @param credentials path of the file; empty for none
   * @param link how the connection is
   */
  public record Membership(
      String url, String credentials, String group, Instant since, String by, Link link) {

    Map<String, Object> toMap() {
      Map<String, Object> map =
          Values.map(
              "url", url,
              "credentials", credentials,
              "group", group,
              "joinedAt", since.toString(),
              "joinedBy", by);
      map.putAll(link.toMap());
      return map;
    }
  }

  /**
   * A connection.
   *
   * @param reason why it is not there; empty where it is
   * @param server its name and version; empty while it is not there
   * @param ledger that keeps what is shared
   * @param valueBytesMax values beyond it do not fit into a message of the server
   * @param unsent versions that did not
   */
  public record Link(
      boolean connected,
      Instant since,
      String reason,
      String server,
      String ledger,
      long valueBytesMax,
      long unsent) {

    Map<String, Object> toMap() {
      return Values.map(
          "connected", connected,
          "connectedSince", since.toString(),
          "reason", reason,
          "server", server,
          "ledger", ledger,
          "valueBytesMax", valueBytesMax,
          "unsent", unsent);
    }
  }

  /** As it looks in JSON. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = Values.map("joined", membership.isPresent());
    membership.map(Membership::toMap).ifPresent(map::putAll);
    map.put("members", members.stream().map(ClusterMember::toMap).toList());
    return map;
  }
}
