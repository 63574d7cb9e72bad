package io.backplane.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.cluster.spi.ClusterMember;
import io.backplane.cluster.spi.ClusterStatus;
import io.nats.client.Connection;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the group that this kernel is there, and hears who else is. Thread-safe. */
final class Presence {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.cluster");
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final int MEMBERS_MAX = 1_000;
  private static final int TEXT_MAX = 256;

  private final String subject;
  private final ClusterMember self;
  private final Clock clock;
  private final Map<String, ClusterMember> heard = new ConcurrentHashMap<>();

  /**
   * @param self as the others are to see it
   */
  Presence(String group, ClusterMember self, Clock clock) {
    this.subject = new Subjects(group).here();
    this.self = self;
    this.clock = clock;
  }

  /** By node; without those that have been silent for long. */
  List<ClusterMember> members() {
    Instant limit = clock.instant().minusSeconds(ClusterStatus.HEARD_WITHIN_S);
    heard.values().removeIf(member -> member.seen().isBefore(limit));
    return heard.values().stream().sorted(Comparator.comparing(ClusterMember::node)).toList();
  }

  /** Is told and heard on a connection until it is closed. */
  Shown on(Connection connection) {
    return new Shown(connection);
  }

  private void hear(byte[] data) {
    try {
      JsonNode told = MAPPER.readTree(data);
      String node = text(told, "node");
      if (told.path("leaves").asBoolean()) {
        heard.remove(node);
      } else if (heard.size() < MEMBERS_MAX || heard.containsKey(node)) {
        heard.put(
            node,
            new ClusterMember(
                node,
                text(told, "host"),
                text(told, "version"),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                node.equals(self.node())));
      }
    } catch (IOException e) {
      LOG.debug("what was told at {} is not understood", subject, e);
    }
  }

  /** Others may be of other versions, and need not be friendly. */
  private static String text(JsonNode told, String field) {
    String text = told.path(field).asText();
    return text.length() > TEXT_MAX ? text.substring(0, TEXT_MAX) : text;
  }

  private byte[] message(boolean leaves) {
    try {
      return MAPPER.writeValueAsBytes(
          Map.of(
              "node", self.node(),
              "host", self.host(),
              "version", self.version(),
              "leaves", leaves));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** This kernel on one connection. */
  final class Shown implements AutoCloseable {

    private final Connection connection;

    private Shown(Connection connection) {
      this.connection = connection;
      connection.createDispatcher(message -> hear(message.getData())).subscribe(subject);
      tell();
    }

    void tell() {
      connection.publish(subject, message(false));
    }

    @Override
    public void close() {
      heard.clear();
      if (NatsConnection.isUp(connection)) {
        connection.publish(subject, message(true));
      }
    }
  }
}
