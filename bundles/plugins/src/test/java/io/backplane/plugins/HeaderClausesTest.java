package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.plugins.HeaderClauses.Clause;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class HeaderClausesTest {

  @Test
  void an_empty_header_has_no_clauses() {
    assertThat(HeaderClauses.parse("")).isEmpty();
    assertThat(HeaderClauses.parse(" , ;, ")).allSatisfy(c -> assertThat(c.paths()).isEmpty());
  }

  @Test
  void paths_attributes_and_directives_are_told_apart() {
    assertThat(HeaderClauses.parse("a.b; c.d ;version=\"[1,2)\"; resolution:=optional ,e"))
        .containsExactly(
            new Clause(List.of("a.b", "c.d"), Map.of("version", "[1,2)", "resolution", "optional")),
            new Clause(List.of("e"), Map.of()));
  }

  @Test
  void separators_inside_quotes_separate_nothing() {
    assertThat(HeaderClauses.parse("a;x=\"1,2;3=4\",b"))
        .containsExactly(
            new Clause(List.of("a"), Map.of("x", "1,2;3=4")), new Clause(List.of("b"), Map.of()));
  }

  @Test
  void a_backslash_in_quotes_makes_a_quote_part_of_the_value() {
    assertThat(HeaderClauses.parse("a;x=\"say \\\"hi, you\\\" \\\\\",b"))
        .containsExactly(
            new Clause(List.of("a"), Map.of("x", "say \"hi, you\" \\")),
            new Clause(List.of("b"), Map.of()));
  }

  @Test
  void an_unclosed_quote_hides_no_clause_before_it() {
    assertThat(HeaderClauses.parse("a,b;x=\"1,c").getFirst())
        .isEqualTo(new Clause(List.of("a"), Map.of()));
    assertThat(HeaderClauses.parse("a;x=\"\\")).hasSize(1);
  }

  @Property
  void what_is_printed_is_read_back(@ForAll("headers") List<Clause> clauses) {
    assertThat(HeaderClauses.parse(print(clauses))).isEqualTo(clauses);
  }

  @Property
  void any_text_is_read_without_a_fault(@ForAll String text) {
    assertThat(HeaderClauses.parse(text)).isNotNull();
  }

  private static String print(List<Clause> clauses) {
    return clauses.stream()
        .map(
            clause ->
                Stream.concat(
                        clause.paths().stream(),
                        clause.values().entrySet().stream()
                            .map(e -> e.getKey() + ":=" + quoted(e.getValue())))
                    .collect(Collectors.joining(" ; ")))
        .collect(Collectors.joining(" , "));
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  @Provide
  Arbitrary<List<Clause>> headers() {
    Arbitrary<String> word =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withChars("._-")
            .ofMinLength(1)
            .ofMaxLength(8);
    Arbitrary<String> value = Arbitraries.strings().withChars("ab ,;=:\"\\[)1.").ofMaxLength(12);
    Arbitrary<Map<String, String>> values =
        Arbitraries.maps(word, value).ofMaxSize(3).map(LinkedHashMap::new);
    return Combinators.combine(word.list().ofMinSize(1).ofMaxSize(3), values)
        .as(Clause::new)
        .list()
        .ofMaxSize(4);
  }
}
