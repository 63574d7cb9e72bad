package io.backplane.driver;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.meta.CommandMeta;
import io.backplane.api.meta.CommandMeta.Flags;
import io.backplane.api.meta.EventMeta;
import io.backplane.api.meta.Info.Traits;
import io.backplane.api.meta.Meta;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OfferTest {

  private static final Meta META =
      Meta.of(
          "rig",
          "1.0.0",
          "",
          CommandMeta.of("watch", "")
              .flags(Flags.STREAMING.cancelledBy("unwatch"))
              .events(EventMeta.of("reading", "")),
          CommandMeta.of("read", ""));

  @Test
  void a_command_is_as_its_meta_flags_it() {
    Offer offer = Offer.of(META);
    assertThat(offer.command("watch"))
        .isEqualTo(new Offer.Command(true, Set.of("reading"), Optional.of("unwatch")));
    assertThat(offer.command("read")).isEqualTo(Offer.Command.UNDECLARED);
    assertThat(offer.command("unheard of")).isEqualTo(Offer.Command.UNDECLARED);
    assertThat(offer.multiplexes()).isFalse();
  }

  @Test
  void a_driver_multiplexes_when_it_says_so() {
    var traits = new Traits(Optional.empty(), false, true);
    assertThat(Offer.of(META.withInfo(META.info().withTraits(traits))).multiplexes()).isTrue();
  }
}
