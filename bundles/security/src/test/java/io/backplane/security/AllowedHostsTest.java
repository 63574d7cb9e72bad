package io.backplane.security;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

  private final AllowedHosts hosts =
      new AllowedHosts("fd00::17", "Kernel.Local, [fe80::1]:8443 ,192.0.2.7:80,, 2001:db8::1");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:8080",
        "LocalHost:1",
        "127.0.0.1",
        "127.0.0.1:65535",
        "[::1]",
        "[::1]:8080",
        "[fd00::17]:8080",
        "[FD00::17]",
        "kernel.local",
        "KERNEL.LOCAL:80",
        "[fe80::1]",
        "[fe80::1]:1",
        "192.0.2.7",
        "192.0.2.7:9",
        "[2001:db8::1]:80"
      })
  void its_own_names_are_allowed_on_any_port_in_any_case(String host) {
    assertThat(hosts.allow(host)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ":8080",
        "evil.example",
        "localhost.evil.example",
        "127.0.0.1.nip.io",
        "evil.example:8080",
        "localhost.",
        "kernel.local.",
        "kernel.local.:80",
        "kernel.local.evil.example",
        "evilkernel.local",
        "localhost:",
        "localhost:port",
        "localhost:80:80",
        "localhost:808080",
        "localhost:-1",
        "localhost:٨٠",
        "localhost@evil.example",
        "evil.example#localhost",
        "localhost/",
        "localhost, evil.example",
        "localhost localhost",
        " localhost",
        "localhost ",
        "localhost\u0000",
        "::1",
        "[::1",
        "::1]",
        "[::1]evil",
        "[::1].evil.example",
        "[::1]:",
        "[]",
        "[",
        "]",
        "[localhost]",
        "[127.0.0.1]",
        "0.0.0.0",
        "127.1",
        "127.0.0.2",
        "2130706433",
        "[::ffff:127.0.0.1]",
        "[0:0:0:0:0:0:0:1]",
        "fd00::17",
        "*"
      })
  void any_other_name_is_foreign(String host) {
    assertThat(hosts.allow(host)).isFalse();
  }

  @Test
  void an_empty_bound_address_allows_no_empty_host() {
    assertThat(new AllowedHosts("", " , ").allow("")).isFalse();
    assertThat(new AllowedHosts("[::1]", "").allow("[::1]:80")).isTrue();
    assertThat(new AllowedHosts("Kernel", "").allow("kernel")).isTrue();
  }

  @Property
  void no_name_that_only_contains_an_allowed_one_passes(
      @ForAll String before, @ForAll String after, @ForAll @IntRange(max = 2) int which) {
    String name = new String[] {"localhost", "127.0.0.1", "[::1]"}[which];
    String host = before + name + after;
    boolean own = before.isEmpty() && (after.isEmpty() || after.matches(":[0-9]{1,5}"));
    assertThat(hosts.allow(host)).isEqualTo(own);
  }
}
