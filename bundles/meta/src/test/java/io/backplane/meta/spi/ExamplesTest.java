package io.backplane.meta.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.api.meta.Example;
import io.backplane.api.meta.Meta;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExamplesTest {

  private static final Meta META = MetaReader.read(Metas.own("everything"));

  @Test
  void every_command_has_an_example_for_each_mode() {
    for (var command : Examples.ensure(META).commands()) {
      assertThat(command.examples()).extracting(Example::mode).contains("stdio", "console");
    }
  }

  @Test
  void what_the_driver_says_stays_first_and_is_what_the_other_mode_repeats() {
    var examples = Examples.ensure(META).command("vessel.command").orElseThrow().examples();
    assertThat(examples).hasSize(2);
    assertThat(examples.getFirst()).isEqualTo(META.commands().getFirst().examples().getFirst());
    assertThat(examples.getLast().params()).isEqualTo(Map.of("to", "stern"));
  }

  @Test
  void ensuring_twice_adds_nothing() {
    Meta once = Examples.ensure(META);
    assertThat(Examples.ensure(once)).isEqualTo(once);
  }

  @Test
  void values_come_from_defaults_limits_and_names() {
    var meta =
        MetaReader.read(
            Metas.parsed(
                "{\"info\":{},\"commands\":[{\"name\":\"go\",\"params\":["
                    + "{\"name\":\"host\",\"type\":\"string\",\"required\":true},"
                    + "{\"name\":\"exponent\",\"type\":\"int\",\"required\":true,\"min\":-10},"
                    + "{\"name\":\"a\",\"type\":\"double\",\"required\":true},"
                    + "{\"name\":\"kind\",\"type\":\"enum\",\"required\":true,"
                    + "\"enum\":[\"x\",\"y\"]},"
                    + "{\"name\":\"ttl\",\"type\":\"int\",\"default\":0},"
                    + "{\"name\":\"left\",\"type\":\"int\"},"
                    + "{\"name\":\"list\",\"type\":\"array\",\"required\":true,\"minItems\":2,"
                    + "\"items\":{\"type\":\"bool\"}}]}]}"));
    assertThat(Examples.ensure(meta).commands().getFirst().examples().getFirst().params())
        .hasToString("{host=127.0.0.1, exponent=-10, a=1.0, kind=x, ttl=0, list=[false, false]}");
  }
}
