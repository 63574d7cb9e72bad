package io.backplane.host.modules;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Says in a few words why a request has no answer. */
final class TransportFault {

  private TransportFault() {}

  static String text(Throwable e) {
    List<Throwable> chain =
        Stream.iterate(e, it -> it != null, Throwable::getCause)
            .filter(it -> !(it instanceof ExecutionException)) // it only says what its cause is
            .toList();
    if (has(chain, TimeoutException.class) || has(chain, HttpTimeoutException.class)) {
      return "Operation timed out";
    }
    if (has(chain, UnresolvedAddressException.class) || has(chain, UnknownHostException.class)) {
      return "Host not found";
    }
    String told =
        chain.stream()
            .map(Throwable::getMessage)
            .filter(it -> it != null && !it.isBlank())
            .reduce((outer, inner) -> inner)
            .orElse("");
    if (told.startsWith("body exceeds capacity")) {
      return "Answer is larger than %d MiB".formatted(HttpModule.ANSWER_BYTES_MAX >> 20);
    }
    if (has(chain, SSLException.class)) {
      return "SSL handshake failed: " + told;
    }
    if (has(chain, ConnectException.class)) {
      return told.isEmpty() ? "Connection refused" : told;
    }
    return closed(told) ? "Connection closed" : told;
  }

  private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
    return chain.stream().anyMatch(type::isInstance);
  }

  private static boolean closed(String told) {
    return told.isEmpty() || told.contains("EOF") || told.contains("received no bytes");
  }
}
