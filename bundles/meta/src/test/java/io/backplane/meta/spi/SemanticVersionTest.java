package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SemanticVersionTest {

  /** Section 11 of the specification, and what it leaves to be concluded. */
  private static final List<String> ASCENDING =
      List.of(
          "0.0.0-0",
          "0.0.0",
          "0.9.9",
          "1.0.0-0",
          "1.0.0-2",
          "1.0.0-10",
          "1.0.0-10.0",
          "1.0.0-99999999999999999999",
          "1.0.0-100000000000000000000",
          "1.0.0--",
          "1.0.0-Z",
          "1.0.0-alpha",
          "1.0.0-alpha.1",
          "1.0.0-alpha.beta",
          "1.0.0-beta",
          "1.0.0-beta.2",
          "1.0.0-beta.11",
          "1.0.0-rc.1",
          "1.0.0",
          "1.0.1",
          "1.2.0",
          "1.10.0",
          "2.0.0",
          "2.1.0",
          "2.1.1",
          "10.0.0");

  private static void refused(ThrowingCallable attempt, String reason) {
    assertThatThrownBy(attempt)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal())
                  .isInstanceOfSatisfying(
                      Refusal.Invalid.class, i -> assertThat(i.field()).isEqualTo("version"));
              assertThat(e.getMessage()).contains(reason);
            });
  }

  @Test
  void versions_come_in_the_order_of_section_11() {
    var sorted =
        ASCENDING.reversed().stream()
            .map(SemanticVersion::parse)
            .sorted()
            .map(SemanticVersion::toString)
            .toList();
    assertThat(sorted).isEqualTo(ASCENDING);
  }

  @Property
  void what_is_written_is_read_again(@ForAll("versions") SemanticVersion version) {
    assertThat(SemanticVersion.parse(version.toString())).isEqualTo(version);
  }

  @Property
  void the_order_is_total(
      @ForAll("versions") SemanticVersion a,
      @ForAll("versions") SemanticVersion b,
      @ForAll("versions") SemanticVersion c) {
    assertThat(Integer.signum(a.compareTo(b))).isEqualTo(-Integer.signum(b.compareTo(a)));
    List<SemanticVersion> sorted = Stream.of(a, b, c).sorted().toList();
    assertThat(sorted.get(0)).isLessThanOrEqualTo(sorted.get(2));
    if (a.compareTo(b) == 0) {
      assertThat(Integer.signum(a.compareTo(c))).isEqualTo(Integer.signum(b.compareTo(c)));
      assertThat(a.preRelease()).isEqualTo(b.preRelease());
    }
  }

  @Property
  void build_metadata_does_not_count(@ForAll("versions") SemanticVersion version) {
    var other =
        new SemanticVersion(
            version.major(), version.minor(), version.patch(), version.preRelease(), "other");
    assertThat(version).isEqualByComparingTo(other);
    assertThat(version.to(other)).isEqualTo(Bump.PATCH);
  }

  @Property
  void a_pre_release_comes_before_its_release(@ForAll("versions") SemanticVersion version) {
    var release = SemanticVersion.of(version.major(), version.minor(), version.patch());
    assertThat(version.compareTo(release)).isEqualTo(version.preRelease().isEmpty() ? 0 : -1);
  }

  @Provide
  Arbitrary<SemanticVersion> versions() {
    Arbitrary<Long> number = Arbitraries.longs().between(0, 3);
    Arbitrary<String> identifier =
        Arbitraries.strings()
            .withChars("019aZ-")
            .ofMinLength(1)
            .ofMaxLength(3)
            .filter(text -> !text.matches("0\\d+"));
    Arbitrary<String> identifiers =
        identifier.list().ofMaxSize(3).map(list -> String.join(".", list));
    return Combinators.combine(number, number, number, identifiers, identifiers)
        .as(SemanticVersion::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.4",
        "1.1.2-prerelease+meta",
        "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay",
        "1.2.3----RC-SNAPSHOT.12.9.1--.12+788",
        "1.0.0+0.build.1-rc.10000aaa-kk-0.1",
        "1.0.0-0A.is.legal",
        "999999999.0.0"
      })
  void what_the_specification_allows_is_read(String text) {
    assertThat(SemanticVersion.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''               | '' is not major.minor.patch: write one such as 1.2.0 or 1.2.0-rc.1",
        "1                | '1' is not major.minor.patch",
        "1.2              | '1.2' is not major.minor.patch",
        "1.2.3.4          | '1.2.3.4' is not major.minor.patch",
        "v1.0.0           | 'v1.0.0' is not major.minor.patch",
        "' 1.0.0'         | is not major.minor.patch",
        "1.-1.0           | is not major.minor.patch",
        "1.0.٣            | is not major.minor.patch",
        "01.1.1           | has the number 01 with a leading zero: write one such as",
        "1.1.00           | has the number 00 with a leading zero",
        "1.0.0-           | '1.0.0-' has nothing behind '-'",
        "1.0.0+           | '1.0.0+' has nothing behind '+'",
        "1.0.0-+build     | has nothing behind '-'",
        "1.0.0-01         | has the pre-release '01' with a leading zero",
        "1.0.0-rc.007     | has the pre-release 'rc.007' with a leading zero",
        "1.0.0-a..b       | has the pre-release 'a..b', which is not letters, digits and hyphens",
        "1.0.0-a_b        | has the pre-release 'a_b'",
        "1.0.0-../../x    | has the pre-release '../../x'",
        "1.0.0+a+b        | has the build 'a+b'",
        "1.0.0+.          | has the build '.'",
        "1234567890.0.0   | has the number 1234567890 with more than 9 digits",
      })
  void anything_else_is_refused_with_what_is_wrong(String text, String reason) {
    refused(() -> SemanticVersion.parse(text), reason);
  }

  @Test
  void a_text_has_at_most_128_characters() {
    String longest = "1.0.0-" + "a".repeat(122);
    assertThat(SemanticVersion.parse(longest)).hasToString(longest);
    refused(() -> SemanticVersion.parse(longest + "a"), "has more than 128 characters");
  }

  @Test
  void none_can_be_made_that_could_not_be_read() {
    refused(() -> SemanticVersion.of(1, -1, 0), "has a negative number");
    refused(() -> new SemanticVersion(1, 0, 0, "a b", ""), "has the pre-release 'a b'");
    refused(() -> new SemanticVersion(1, 0, 0, "", "\n"), "has the build");
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0.0.0",
    "'  ', 0.0.0",
    "1, 1.0.0",
    "1.1, 1.1.0",
    " 1.1.0 , 1.1.0",
    "01.002.3, 1.2.3",
    "1.1.0.rc1, 1.1.0-rc1",
    "1.1.0.rc-1, 1.1.0-rc-1",
    "1.1.0.SNAPSHOT, 1.1.0-SNAPSHOT",
    "1.1.0.v2026_01, 1.1.0-v2026-01",
    "1.1.0.202601010000, 1.1.0-202601010000",
    "1.1.0.0, 1.1.0-0",
  })
  void an_osgi_version_says_the_same(String osgi, String semantic) {
    assertThat(SemanticVersion.ofOsgi(osgi)).hasToString(semantic);
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "1.2.x", "1.2.3.4.5", "-1", "1.2.3.a b", "1.", "1..2", "1-rc"})
  void what_is_no_osgi_version_is_refused(String text) {
    refused(() -> SemanticVersion.ofOsgi(text), "'" + text + "' is not major.minor.patch");
  }

  @Test
  void a_qualifier_that_no_pre_release_can_be_is_refused() {
    refused(
        () -> SemanticVersion.ofOsgi("1.0.0.007"), "has the pre-release '007' with a leading zero");
  }

  @ParameterizedTest
  @CsvSource({
    "1.0.0, 1.0.0, PATCH",
    "1.0.0, 1.0.1, PATCH",
    "1.0.0-rc.1, 1.0.0, PATCH",
    "1.0.0+a, 1.0.0+b, PATCH",
    "1.0.0, 1.1.0, MINOR",
    "1.9.9, 1.10.0, MINOR",
    "1.1.0-rc.1, 1.0.7, MINOR",
    "1.0.0, 2.0.0, MAJOR",
    "1.2.3, 2.2.3, MAJOR",
    "0.1.0, 0.2.0, MINOR",
  })
  void the_kind_of_an_update_is_the_highest_number_that_differs(String a, String b, Bump bump) {
    assertThat(SemanticVersion.parse(a).to(SemanticVersion.parse(b))).isEqualTo(bump);
    assertThat(SemanticVersion.parse(b).to(SemanticVersion.parse(a))).isEqualTo(bump);
  }

  @Test
  void the_worse_of_two_bumps_asks_for_more() {
    assertThat(Bump.MINOR.worse(Bump.MAJOR)).isEqualTo(Bump.MAJOR);
    assertThat(Bump.MINOR.worse(Bump.PATCH)).isEqualTo(Bump.MINOR);
    assertThat(Bump.MINOR.word()).isEqualTo("minor");
  }
}
