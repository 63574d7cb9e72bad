package io.backplane.plugins;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.meta.spi.SemanticVersion;
import io.backplane.plugins.spi.Declared;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PluginJarTest {

  private final Jars jar = Jars.plugin("greeter", "1.2.3.rc1");

  private PluginJar admit() {
    return PluginJar.of(jar.attributes(), "digest", jar.names());
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
            new PluginJar(
                "greeter",
                "test.greeter",
                SemanticVersion.parse("1.2.3-rc1"),
                "digest",
                Declared.NOTHING));
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

    refused("has no usable version: version '" + version + "' is not major.minor.patch");
  }

  @Test
  void without_a_version_it_is_0() {
    jar.header("Bundle-Version", null);

    assertThat(admit().version()).isEqualTo(SemanticVersion.of(0, 0, 0));
  }

  @Test
  void an_import_of_what_it_exports_itself_is_admitted() {
    jar.header("Export-Package", "com.acme.own;com.acme.other;version=\"1.0\"");
    jar.header("Import-Package", "com.acme.own;version=\"[1.0,2)\",com.acme.other");
    assertThat(admit().id()).isEqualTo("greeter");

    jar.header("Import-Package", "com.acme.own.inside");
    refused("imports com.acme.own.inside");
  }

  private void attributes(String attributes) {
    jar.header("Backplane-Plugin", "greeter;api=\"[1.0,2)\";" + attributes);
  }

  @ParameterizedTest
  @CsvSource({
    "1.1.0.rc1, 1.1.0-rc.1",
    "1.1.0, 1.1.0-rc.1",
    "1.1, 1.1.0+build.7",
    "1.1.0.whatever, 1.1.0",
  })
  void a_version_in_the_header_says_what_the_bundles_cannot(String bundle, String said) {
    jar.header("Bundle-Version", bundle);
    attributes("version=\"" + said + "\"");

    assertThat(admit().version()).hasToString(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.1.1       | says version=1.1.1, but its Bundle-Version is 1.2.3-rc1",
        "2.2.3       | says version=2.2.3, but",
        "1.3.3-rc1   | says version=1.3.3-rc1, but",
        "1.2         | has no usable version: version '1.2' is not major.minor.patch",
        "v1.2.3      | has no usable version: version 'v1.2.3' is not",
        "1.2.3-rc.01 | has no usable version: version has the pre-release 'rc.01'",
      })
  void a_version_in_the_header_that_contradicts_the_bundles_is_refused(String said, String why) {
    attributes("version=\"" + said + "\"");

    refused(why);
  }

  @Test
  void what_else_is_declared_is_read() {
    jar.entry("web/plugin/manifest.json", "{}");
    attributes(
        "exclusive=true;permissions=\"net, serial:/dev/ttyS0,,read files\";shell=greet;"
            + "ui=\"web/plugin/manifest.json\"");

    assertThat(admit().declared())
        .isEqualTo(
            new Declared(
                true,
                List.of("net", "serial:/dev/ttyS0", "read files"),
                "greet",
                "web/plugin/manifest.json",
                ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "exclusiv=true         | says exclusiv in its Backplane-Plugin header, which is not known;"
            + " known are api, exclusive, permissions, shell, ui, version",
        "Shell=x;colour:=red   | says Shell, colour in its",
        "exclusive=yes         | says exclusive=yes; that is true or false",
        "exclusive=            | says exclusive=; that is true or false",
        "permissions=\"-a\"    | names the permission '-a'",
        "permissions=\"<b>\"   | names the permission '<b>'",
        "shell=Greet           | says shell=Greet; that is a word of lower-case letters",
        "shell=\"a b\"         | says shell=a b; that is",
        "shell=abcdefghijklmnopqrstuvwxyz-1234567 | that is a word of",
        "ui=\"none.json\"      | says ui=none.json, but has no such entry",
        "ui=\"web/\"           | says ui=web/, but has no such entry",
        "ui=\"../x\"           | says ui=../x, but has no such entry",
      })
  void what_is_declared_in_a_wrong_way_is_refused(String attributes, String reason) {
    jar.entry("web/", "");
    attributes(attributes);

    refused(reason);
  }

  @Test
  void more_permissions_than_anyone_reads_are_refused() {
    attributes("permissions=\"" + "net,".repeat(32) + "\"");
    assertThat(admit().declared().permissions()).hasSize(32);
    attributes("permissions=\"" + "net,".repeat(33) + "\"");

    refused("names more than 32 permissions");
  }

  @Test
  void a_script_is_an_entry_of_a_jar_without_code() {
    jar.header("Backplane-Script", "main.js");
    refused("says Backplane-Script=main.js, but has no such entry");
    jar.entry("main.js", "export const commands = {};");
    assertThat(admit().declared().script()).isEqualTo("main.js");
    jar.header("Backplane-Script", null);
    assertThat(admit().declared().script()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"com/acme/Evil.class", "lib/evil.jar"})
  void a_script_with_code_is_refused(String code) {
    jar.header("Backplane-Script", "main.js").entry("main.js", "").entry(code, "");

    refused("is a script, yet has code: " + code);
  }
}
