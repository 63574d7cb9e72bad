package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Version;

class PluginJarTest {

  private final Jars jar = Jars.plugin("greeter", "1.2.3.rc1");

  private PluginJar admit() {
    return PluginJar.of(jar.attributes(), "digest");
  }

  private void refused(String reason) {
    assertThatThrownBy(this::admit)
        .isInstanceOfSatisfying(
            RefusedException.class,
            e -> {
              assertThat(e.refusal()).isInstanceOf(Refusal.Invalid.class);
              assertThat(e.getMessage()).startsWith("the jar ").contains(reason);
            });
  }

  @Test
  void a_plugin_is_what_its_manifest_says() {
    assertThat(admit())
        .isEqualTo(
            new PluginJar("greeter", "test.greeter", Version.parseVersion("1.2.3.rc1"), "digest"));
  }

  @Test
  void without_the_header_it_is_no_plugin() {
    jar.header("Backplane-Plugin", null);

    refused("is not a plugin: its manifest has no Backplane-Plugin header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a,b", "a;b", "api=\"[1,2)\"", "a;api=1,b;api=1"})
  void more_or_fewer_than_one_id_is_refused(String header) {
    jar.header("Backplane-Plugin", header);

    refused("without exactly one id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"A", "1a", "a b", "..", "../a", "a/b", "ä", "\"a\"", ".a"})
  void an_id_of_another_form_is_refused(String id) {
    jar.header("Backplane-Plugin", id + ";api=\"[1.0,2)\"");

    refused("has the id '" + id + "'");
  }

  @Test
  void an_id_has_at_most_64_characters() {
    jar.header("Backplane-Plugin", "a".repeat(64) + ";api=\"[1.0,2)\"");
    assertThat(admit().id()).hasSize(64);
    jar.header("Backplane-Plugin", "a".repeat(65) + ";api=\"[1.0,2)\"");

    refused("has the id");
  }

  @Test
  void without_an_api_range_it_is_refused_with_what_to_write() {
    jar.header("Backplane-Plugin", "greeter");

    refused("names no API range: write Backplane-Plugin: <id>;api=\"[1.0,2)\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[2.0,3)", "[0.1,1.0)", "(1.0,2)", "1.1", "[2,1]"})
  void a_range_without_this_api_is_refused(String range) {
    jar.header("Backplane-Plugin", "greeter;api=\"" + range + "\"");

    refused("is written for API " + range + "; this kernel has 1.0.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "[1,2", "1.0-2.0"})
  void a_range_that_is_none_is_refused(String range) {
    jar.header("Backplane-Plugin", "greeter;api=\"" + range + "\"");

    refused("has the API range '" + range + "', which is not a version range");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Import-Package | io.backplane.store.spi",
        "Import-Package | io.backplane.apiary",
        "Import-Package | io.backplane",
        "Import-Package | org.slf4jx",
        "Import-Package | com.acme",
        "Import-Package | io.backplane.store.spi;resolution:=optional",
        "Import-Package | io.backplane.calls.spi;version=\"[1,2)\";resolution:=\"optional\"",
        "DynamicImport-Package | *",
        "DynamicImport-Package | io.backplane.*",
        "DynamicImport-Package | com.acme.*",
      })
  void an_import_of_what_is_not_for_plugins_is_refused(String header, String value) {
    jar.header(header, "org.osgi.framework;version=\"[1.8,2)\"," + value);

    refused("imports " + value.substring(0, (value + ";").indexOf(';')));
  }

  @Test
  void what_plugins_may_import_is_admitted() {
    jar.header(
        "Import-Package",
        "io.backplane.api.call;version=\"[1.0,2)\",io.backplane.api.meta;version=\"[1.0,2)\","
            + "org.osgi.framework,org.slf4j;version=\"[2.0,3)\",org.slf4j.event,javax.net.ssl,"
            + "com.acme.maybe;resolution:=optional");
    jar.header("DynamicImport-Package", "io.backplane.api.*,javax.*");
    jar.header("Export-Package", "com.acme.own;version=\"1.0\"");

    assertThat(admit().id()).isEqualTo("greeter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "io.backplane.api.call;version=\"1.9\"",
        "com.acme,org.slf4j;version=9",
        "org.osgi.framework",
        "javax.net"
      })
  void an_export_in_the_platforms_name_is_refused(String header) {
    jar.header("Export-Package", header);

    refused("which only the platform may");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Require-Bundle", "Fragment-Host"})
  void wiring_to_whole_bundles_is_refused(String header) {
    jar.header(header, "io.backplane.store");

    refused("uses Require-Bundle or Fragment-Host");
  }

  @Test
  void a_jar_that_is_no_bundle_is_refused() {
    jar.header("Bundle-SymbolicName", null);
    refused("has no Bundle-SymbolicName");
    jar.header("Bundle-SymbolicName", " ;singleton:=true");
    refused("has no Bundle-SymbolicName");
  }

  @ParameterizedTest
  @ValueSource(strings = {"one", "1.2.x", "1.2.3.4.5", "-1", "1.2.3.a b"})
  void a_version_that_is_none_is_refused(String version) {
    jar.header("Bundle-Version", version);

    refused("has the version '" + version + "', which is not major.minor.patch");
  }

  @Test
  void without_a_version_it_is_0() {
    jar.header("Bundle-Version", null);

    assertThat(admit().version()).isEqualTo(Version.emptyVersion);
  }
}
