package io.backplane.cluster;

import io.backplane.api.call.RefusedException;
import io.backplane.state.spi.StateEntry;
import io.backplane.state.spi.StateWire;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamSubscription;
import io.nats.client.Message;
import io.nats.client.PushSubscribeOptions;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DeliverPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a stream delivers, in its order and without gaps. Not thread-safe. */
final class Arrivals implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.cluster");

  /** Of a batch's messages; its last one may go beyond. */
  private static final long BATCH_BYTES_MAX = 8 << 20;

  private static final Duration A_MOMENT = Duration.ofMillis(1);

  private final JetStreamSubscription subscription;

  /**
   * Messages that arrived together.
   *
   * @param messages how many there were, whether they were wanted and could be read or not
   * @param last number of the last one
   * @param pending how many the server still had behind it
   */
  record Batch(List<StateEntry> entries, int messages, long last, long pending) {
    boolean isEmpty() {
      return messages == 0;
    }
  }

  Arrivals(JetStream stream, Subjects subjects, long from)
      throws IOException, JetStreamApiException {
    this.subscription =
        stream.subscribe(
            subjects.all(),
            PushSubscribeOptions.builder().stream(subjects.stream())
                .ordered(true)
                .configuration(
                    ConsumerConfiguration.builder()
                        .deliverPolicy(DeliverPolicy.ByStartSequence)
                        .startSequence(from)
                        .build())
                .build());
  }

  Batch next(int max, long waitMs) throws InterruptedException {
    return next(max, waitMs, number -> true);
  }

  /**
   * @param waitMs for the first message; others are taken as far as they are there
   * @param wanted says by its number whether a message is to be read
   * @throws IllegalStateException the connection is closed
   */
  Batch next(int max, long waitMs, LongPredicate wanted) throws InterruptedException {
    var entries = new ArrayList<StateEntry>();
    int messages = 0;
    long last = 0;
    long pending = 0;
    long bytes = 0;
    Message message = subscription.nextMessage(Duration.ofMillis(waitMs));
    while (message != null) {
      last = message.metaData().streamSequence();
      pending = message.metaData().pendingCount();
      bytes += message.getData().length;
      messages++;
      if (wanted.test(last)) {
        read(message, entries);
      }
      boolean full = messages >= max || bytes >= BATCH_BYTES_MAX;
      message =
          full || subscription.getPendingMessageCount() == 0
              ? null
              : subscription.nextMessage(A_MOMENT);
    }
    return new Batch(List.copyOf(entries), messages, last, pending);
  }

  /** What cannot be read is left there for kernels that can. */
  private static void read(Message message, List<StateEntry> entries) {
    try {
      entries.add(StateWire.read(message.getData()));
    } catch (RefusedException e) {
      LOG.warn("{} is not taken: {}", message.getSubject(), e.getMessage());
    }
  }

  @Override
  public void close() {
    if (subscription.isActive()) {
      subscription.unsubscribe();
    }
  }
}
