package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleIfTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                    | {}                   | true
          mode == 'tcp'         | {"mode":"tcp"}       | true
          mode=="tcp"           | {"mode":"serial"}    | false
          mode == tcp           | {"mode":"tcp"}       | true
          mode != 'tcp'         | {}                   | true
          mode != 'tcp'         | {"mode":"tcp"}       | false
          n == 3                | {"n":3.0}            | true
          n == '3'              | {"n":3}              | false
          n > 3                 | {"n":3}              | false
          n >= 3                | {"n":3}              | true
          n < -1.5              | {"n":-2}             | true
          n <= 3                | {"n":"2"}            | false
          low < high            | {"low":1,"high":2}   | true
          low < high            | {"low":1}            | false
          on == true            | {"on":true}          | true
          on == false           | {}                   | false
          a.b == 'x'            | {"a.b":"x"}          | true
          a == 1 && b == 2      | {"a":1,"b":3}        | true
          tls                   | {"tls":true}         | true
          tls                   | {"tls":0}            | false
          tls                   | {"tls":""}           | false
          tls                   | {"tls":[]}           | true
          !tls                  | {}                   | true
          ! tls                 | {"tls":"yes"}        | false
          what is this          | {}                   | true
          == 'x'                | {}                   | true
          """)
  void a_condition_is_one_comparison_or_one_flag(String condition, String values, boolean holds) {
    assertThat(VisibleIf.parse(condition).holds(Metas.parsed(values))).isEqualTo(holds);
  }
}
