package io.backplane.itests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.store.spi.SettingsStore;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.test.common.annotation.InjectService;

/** Settings of a running kernel. */
class SettingsTest {

  @InjectService SettingsStore settings;
  @InjectService ServiceComponentRuntime runtime;

  @AfterEach
  void reset() {
    settings.reset("maxPlugins", "test");
  }

  @Test
  void a_change_starts_no_component_anew() {
    List<Long> before = configurations();

    settings.set("maxPlugins", "30", "test");

    assertThat(settings.find("maxPlugins").value()).isEqualTo("30");
    assertThat(configurations()).isEqualTo(before);
  }

  /** Each activation gives a component configuration a new number. */
  private List<Long> configurations() {
    return new Components(runtime)
        .ours().stream()
            .flatMap(component -> runtime.getComponentConfigurationDTOs(component).stream())
            .map(configuration -> configuration.id)
            .sorted()
            .collect(Collectors.toList());
  }
}
