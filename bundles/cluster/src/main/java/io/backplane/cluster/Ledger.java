package io.backplane.cluster;

import io.backplane.api.call.RefusedException;
import io.backplane.state.spi.Seen;
import io.backplane.state.spi.Stamp;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateWire;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.PublishOptions;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.MessageInfo;
import io.nats.client.api.PublishAck;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamInfoOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream of a group on one connection: made where it is not there, and known by a random name
 * in its description, so that one that was lost and made anew is told from it. Thread-safe.
 */
final class Ledger {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.cluster");
  private static final String DESCRIPTION = "Shared state of Backplane kernels, ledger ";
  private static final int NOT_FOUND = 404;
  private static final int NAME_IN_USE = 10058;
  private static final int SEQUENCE_NOT_FOUND = 10043;
  private static final String SILENT = "the server does not answer";
  private static final int WRONG_LAST_SEQUENCE = 10071;
  private static final int ATTEMPTS_MAX = 5;
  private static final int ANSWER_LIMIT_S = 10;

  /** Sent without an answer at a time. */
  private static final long WINDOW_BYTES = 4 << 20;

  private final Subjects subjects;
  private final long payloadMax;
  private final JetStreamManagement management;
  private final JetStream stream;
  private final String name;
  private final long lastSequence;

  private record Sent(StateEntry entry, CompletableFuture<PublishAck> answer) {}

  private Ledger(Connection connection, Subjects subjects) throws IOException {
    this.subjects = subjects;
    this.payloadMax = connection.getMaxPayload();
    this.management = connection.jetStreamManagement();
    this.stream = connection.jetStream();
    try {
      StreamInfo info = infoOrNew();
      this.name = name(info);
      this.lastSequence = info.getStreamState().getLastSequence();
    } catch (JetStreamApiException e) {
      throw failed("cannot open the stream " + subjects.stream(), e);
    }
  }

  /**
   * @throws IOException the server has no JetStream, or refuses the stream
   */
  static Ledger open(Connection connection, String group) throws IOException {
    if (!connection.getServerInfo().isJetStreamAvailable()) {
      throw new IOException("the server runs without JetStream: start it with -js");
    }
    return new Ledger(connection, new Subjects(group));
  }

  private StreamInfo infoOrNew() throws IOException, JetStreamApiException {
    try {
      return info();
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() != NOT_FOUND) {
        throw e;
      }
    }
    try {
      return management.addStream(
          StreamConfiguration.builder()
              .name(subjects.stream())
              .description(DESCRIPTION + UUID.randomUUID())
              .subjects(subjects.all())
              .storageType(StorageType.File)
              .maxMessagesPerSubject(1)
              .discardPolicy(DiscardPolicy.New)
              .build());
    } catch (JetStreamApiException e) {
      if (e.getApiErrorCode() != NAME_IN_USE) {
        throw e;
      }
      return info(); // another kernel was faster
    }
  }

  private StreamInfo info() throws IOException, JetStreamApiException {
    return management.getStreamInfo(subjects.stream());
  }

  private static String name(StreamInfo info) throws IOException {
    StreamConfiguration config = info.getConfiguration();
    String description = String.valueOf(config.getDescription());
    if (!description.startsWith(DESCRIPTION) || config.getMaxMsgsPerSubject() != 1) {
      throw new IOException("the stream " + config.getName() + " is not one of Backplane's");
    }
    return description.substring(DESCRIPTION.length());
  }

  String name() {
    return name;
  }

  /** The last message's number when this was opened; 0 for none. */
  long lastSequence() {
    return lastSequence;
  }

  /** Bytes of the largest value that fits into a message. */
  long valueBytesMax() {
    return payloadMax - StateWire.OVERHEAD_MAX;
  }

  /**
   * @throws IOException the stream is not there any more, or another one
   */
  void check() throws IOException {
    try {
      if (!name(info()).equals(name)) {
        throw new IOException("the stream " + subjects.stream() + " was made anew");
      }
    } catch (JetStreamApiException e) {
      throw failed("the stream " + subjects.stream() + " cannot be seen", e);
    }
  }

  /**
   * @param node of this kernel: what others have written is sent for them only where the stream has
   *     nothing newer of theirs
   * @param kept is told the number of each message
   * @return those that do not fit into a message
   */
  Set<StateEntry> publish(List<StateEntry> entries, String node, LongConsumer kept)
      throws IOException {
    var tooLarge = new HashSet<StateEntry>();
    var sent = new ArrayList<Sent>();
    long bytes = 0;
    for (StateEntry entry : entries) {
      byte[] message = StateWire.write(entry);
      if (message.length > payloadMax) {
        tooLarge.add(entry);
        continue;
      }
      if (!Stamp.nodeText(entry.stamp().node()).equals(node)) {
        publishForAnother(entry, message);
        continue;
      }
      bytes += message.length;
      sent.add(new Sent(entry, stream.publishAsync(subjects.of(entry), message)));
      if (bytes > WINDOW_BYTES) {
        settle(sent, kept);
        bytes = 0;
      }
    }
    settle(sent, kept);
    return tooLarge;
  }

  private void settle(List<Sent> sent, LongConsumer kept) throws IOException {
    for (Sent one : sent) {
      kept.accept(answer(one.answer()).getSeqno());
    }
    for (Sent one : sent) {
      tidy(one.entry());
    }
    sent.clear();
  }

  /** The stream keeps the last of a subject, which its writer alone knows to be the greatest. */
  private void publishForAnother(StateEntry entry, byte[] message) throws IOException {
    String subject = subjects.of(entry);
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
      try {
        Optional<MessageInfo> last = last(subject);
        if (last.isPresent() && !isOlder(last.get(), entry.stamp())) {
          return;
        }
        var options =
            PublishOptions.builder()
                .expectedLastSubjectSequence(last.map(MessageInfo::getSeq).orElse(0L))
                .build();
        stream.publish(subject, message, options);
        tidy(entry);
        return;
      } catch (JetStreamApiException e) {
        if (e.getApiErrorCode() != WRONG_LAST_SEQUENCE) {
          throw failed("the server did not take it", e);
        }
      }
    }
    throw new IOException(entry.key() + " is being written too fast");
  }

  /** What cannot be read was written by a newer kernel than this one. */
  private static boolean isOlder(MessageInfo message, Stamp than) {
    try {
      return StateWire.read(message.getData()).stamp().compareTo(than) < 0;
    } catch (RefusedException e) {
      return false;
    }
  }

  /** Removes what an entry that is kept has seen; where that fails, no harm is done. */
  private void tidy(StateEntry entry) {
    List<Stamp> others =
        entry.seen().stamps().stream().filter(s -> !s.sameOrigin(entry.stamp())).toList();
    if (others.isEmpty()) {
      return;
    }
    try {
      forget(entry.key(), new Seen(others));
    } catch (IOException e) {
      LOG.debug("what {} has overwritten stays in the ledger", entry.key(), e);
    }
  }

  private Optional<MessageInfo> last(String subject) throws IOException, JetStreamApiException {
    try {
      return Optional.of(management.getLastMessage(subjects.stream(), subject));
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() != NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static PublishAck answer(CompletableFuture<PublishAck> answer) throws IOException {
    try {
      return answer.get(ANSWER_LIMIT_S, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof JetStreamApiException refused) {
        throw failed("the server did not take it", refused);
      }
      throw new IOException(SILENT, e);
    } catch (TimeoutException | CancellationException e) {
      throw new IOException(SILENT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Removes the messages of a key that are covered; none that came since. */
  void forget(String key, Seen seen) throws IOException {
    try {
      var there =
          management
              .getStreamInfo(
                  subjects.stream(), StreamInfoOptions.filterSubjects(subjects.ofKey(key)))
              .getStreamState()
              .getSubjectMap()
              .keySet();
      List<String> covered =
          seen.stamps().stream()
              .map(stamp -> subjects.of(key, Subjects.origin(stamp)))
              .filter(there::contains)
              .collect(Collectors.toList());
      for (String subject : covered) {
        forgetLast(subject, seen);
      }
    } catch (JetStreamApiException e) {
      throw failed("old versions of " + key + " stay in the ledger", e);
    }
  }

  private void forgetLast(String subject, Seen seen) throws IOException, JetStreamApiException {
    Optional<MessageInfo> last = last(subject);
    if (last.isEmpty() || !isCovered(last.get(), seen)) {
      return;
    }
    try {
      management.deleteMessage(subjects.stream(), last.get().getSeq(), false);
    } catch (JetStreamApiException e) {
      if (e.getErrorCode() != NOT_FOUND && e.getApiErrorCode() != SEQUENCE_NOT_FOUND) {
        throw e; // what is gone need not be forgotten
      }
    }
  }

  private static boolean isCovered(MessageInfo message, Seen seen) {
    try {
      return seen.covers(StateWire.read(message.getData()).stamp());
    } catch (RefusedException e) {
      return false;
    }
  }

  /** What arrives from a number on. The caller closes it. */
  Arrivals from(long sequence) throws IOException {
    try {
      return new Arrivals(stream, subjects, sequence);
    } catch (JetStreamApiException e) {
      throw failed("the stream " + subjects.stream() + " cannot be followed", e);
    }
  }

  /** Gives all that is kept now. */
  void snapshot(int page, Consumer<List<StateEntry>> pages) throws IOException {
    long last;
    try {
      StreamInfo info = info();
      if (info.getStreamState().getMsgCount() == 0) {
        return;
      }
      last = info.getStreamState().getLastSequence();
    } catch (JetStreamApiException e) {
      throw failed("the stream " + subjects.stream() + " cannot be read", e);
    }
    try (Arrivals arrivals = from(1)) {
      boolean more = true;
      while (more) {
        Arrivals.Batch batch = arrivals.next(page, TimeUnit.SECONDS.toMillis(ANSWER_LIMIT_S));
        if (batch.isEmpty()) {
          throw new IOException("the server stopped in the middle of a snapshot");
        }
        pages.accept(batch.entries());
        more = batch.pending() > 0 && batch.last() < last;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static IOException failed(String what, JetStreamApiException e) {
    return new IOException(what + ": " + e.getErrorDescription(), e);
  }
}
