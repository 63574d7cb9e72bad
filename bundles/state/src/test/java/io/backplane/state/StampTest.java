package io.backplane.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.backplane.api.call.RefusedException;
import io.backplane.state.spi.Stamp;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class StampTest {

  @Provide
  static Arbitrary<Stamp> stamps() {
    return Combinators.combine(
            Arbitraries.longs().between(0, Stamp.MS_MAX),
            Arbitraries.integers().between(0, Stamp.COUNTER_MAX),
            Arbitraries.longs().between(0, Stamp.NODE_MAX),
            Arbitraries.longs().between(0, Stamp.INCARNATION_MAX))
        .as(Stamp::new);
  }

  @Property
  void the_text_reads_back_and_sorts_as_the_stamp(
      @ForAll("stamps") Stamp one, @ForAll("stamps") Stamp other) {
    assertThat(Stamp.parse(one.text())).isEqualTo(one);
    assertThat(Integer.signum(one.text().compareTo(other.text())))
        .isEqualTo(Integer.signum(one.compareTo(other)));
  }

  @Test
  void the_text_is_canonical() {
    var stamp = new Stamp(0x19c0a1b2c3dL, 10, 0x5e1f0c9a7b21L, 7);
    assertThat(stamp.text()).isEqualTo("019c0a1b2c3d-000a-5e1f0c9a7b21-00000007");
  }

  @Test
  void another_text_is_refused_with_an_example() {
    for (String text : new String[] {"", "1", "019C0A1B2C3D-0000-5e1f0c9a7b21-00000007"}) {
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> Stamp.parse(text))
          .withMessageContaining("such as 019c0a1b2c3d-0000-5e1f0c9a7b21-1c9d3e77");
    }
  }

  @Test
  void a_part_out_of_its_bits_is_a_mistake() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Stamp(1L << 48, 0, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Stamp(0, 1 << 16, 0, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Stamp(0, 0, -1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Stamp(0, 0, 0, 1L << 32));
  }
}
