package io.backplane.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backplane.api.call.RefusedException;
import io.backplane.cluster.spi.ClusterAddress;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterAddressTest {

  private static ClusterAddress address(String url) {
    return new ClusterAddress(url, Optional.empty(), "lab");
  }

  @ParameterizedTest
  @CsvSource({
    "nats://127.0.0.1:4222, nats://127.0.0.1:4222",
    "tls://nats.example.org, tls://nats.example.org",
    "nats://ada:s3cret@host:1, nats://***@host:1",
    "nats://t0ken@host, nats://***@host",
    "'nats://[::1]:4222, nats://a:b@[::1]:4223', 'nats://[::1]:4222,nats://***@[::1]:4223'",
  })
  void is_shown_without_passwords(String url, String shown) {
    assertThat(address(url).shownUrl()).isEqualTo(shown);
    assertThat(address(url).toString()).isEqualTo(shown + " lab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host:4222",
        "http://host",
        "nats://",
        "nats://a:s3cret@",
        "nats://host/path",
        "nats://host?q=s3cret",
        "nats://host#s3cret",
        "nats://host,",
        "nats://a:s3cret@ho st",
        "nats://a:s3cret@host:port",
        "nats://a:s3cret@host:65536",
      })
  void another_url_is_refused_without_telling_its_password(String url) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> address(url))
        .withMessageStartingWith("url ")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("s3cret"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "*", ">", "a b", "ä", "123456789012345678901234567890123"})
  void another_group_is_refused(String group) {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> new ClusterAddress("nats://host", Optional.empty(), group))
        .withMessageStartingWith("group ");
  }

  @Test
  void a_relative_path_is_refused() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> new ClusterAddress("nats://host", Optional.of(Path.of("a.creds")), "lab"))
        .withMessageStartingWith("credentials ");
  }

  @Test
  void an_endless_url_is_refused() {
    assertThatExceptionOfType(RefusedException.class)
        .isThrownBy(() -> address("nats://" + "a".repeat(2_000)))
        .withMessageStartingWith("url is longer than");
  }
}
