package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.distribution.tests.Cli.Result;
import io.backplane.testing.PluginJar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code backplane runtime plugin-*} and the completion of it all. */
class PluginCommandsTest {

  private static RunningKernel kernel;
  @TempDir Path folder;

  @BeforeAll
  static void start() {
    kernel = RunningKernel.start();
  }

  @AfterAll
  static void end() {
    kernel.close();
  }

  private static Result run(String... words) {
    return kernel.cli().run(words);
  }

  private static void assertRefused(Result result, String message) {
    assertThat(result).isEqualTo(new Result(3, "", "backplane: " + message + "\n"));
  }

  @Test
  void a_jar_is_loaded_shown_and_unloaded() {
    PluginJar.of("loaded", "1.0.0").write(folder.resolve("my plugin.jar"));
    Cli there = kernel.cli().in(folder);
    assertThat(there.run("runtime", "plugin-load", "loaded", "--entry", "./my plugin.jar").ok())
        .isEqualTo("loaded 1.0.0 is active");
    assertThat(run("call", "loaded", "version").ok()).isEqualTo("1.0.0");
    assertThat(kernel.cli().json("runtime", "plugin-show", "loaded"))
        .containsEntry("state", "active")
        .containsEntry("source", "cli")
        .containsEntry("entry", folder.resolve("my plugin.jar").toString());
    assertThat(run("runtime", "plugin-show", "loaded").ok()).contains("call loaded echo");
    assertRefused(
        there.run("runtime", "plugin-load", "loaded", "--entry", "my plugin.jar"),
        "plugin 'loaded' is already loaded: see 'runtime plugin-show loaded', bring another version"
            + " with 'runtime hot-update loaded', or unload it first");

    assertThat(run("runtime", "plugin-unload", "loaded").ok())
        .isEqualTo("loaded 1.0.0 is unloaded");
    assertRefused(run("runtime", "plugin-unload", "loaded"), "no plugin 'loaded'");
    assertRefused(run("runtime", "plugin-show", "loaded"), "no plugin 'loaded'");
    assertRefused(run("call", "loaded", "version"), "no unit 'loaded'");
  }

  @Test
  void what_is_not_what_was_asked_for_is_refused_and_changes_nothing() throws IOException {
    String jar = PluginJar.of("real", "1.0.0").write(folder.resolve("real.jar")).toString();
    String text = Files.writeString(folder.resolve("text.jar"), "no jar").toString();
    assertRefused(
        run("runtime", "plugin-load", "real", "--entry", jar),
        jar
            + " is outside the folders that plugins are loaded from ("
            + kernel.data()
            + ", "
            + Distribution.HOME.resolve("samples")
            + ", "
            + kernel.data()
            + "): copy it there, or add its folder to plugins.trusted-roots");
    Cli there = kernel.cli().in(folder);
    assertRefused(
        there.run("runtime", "plugin-load", "other", "--entry", jar),
        "id other was asked for, but the file is real");
    assertRefused(
        there.run("runtime", "plugin-load", "real", "--version", "2.0.0", "--entry", jar),
        "version 2.0.0 was asked for, but the file is 1.0.0");
    assertRefused(
        there.run("runtime", "plugin-load", "real", "--entry", folder + "/none.jar"),
        "no file '" + folder + "/none.jar'");
    assertThat(there.run("runtime", "plugin-load", "real", "--entry", text))
        .extracting(Result::code)
        .isEqualTo(3);
    assertRefused(
        run("runtime", "plugin-load", "real"),
        "--entry is missing: name the file, or --version of one kept");
    assertThat(Specimens.plugin(kernel, "real")).isEmpty();
  }

  @Test
  void unloading_what_was_dropped_in_puts_its_file_away() throws IOException {
    Path file = Specimens.drop(kernel, "dropped", "1.0.0");
    run("runtime", "plugin-unload", "dropped").ok();
    Path away = kernel.deploy().resolve("unloaded/dropped.jar");
    assertThat(file).doesNotExist();
    assertThat(away).exists();
    Files.move(away, file);
    Specimens.awaitActive(kernel, "dropped", "1.0.0");
  }

  @Test
  void commands_end_with_the_codes_that_the_help_promises() {
    assertThat(run("status").code()).isZero();
    assertThat(run("--help").ok()).contains("0 done, 1 failed, 2 misused, 3 refused, 4 no kernel");
    Result misspelt = run("sttus");
    assertThat(misspelt.code()).isEqualTo(2);
    assertThat(misspelt.err())
        .startsWith("backplane: Unmatched argument at index 0: 'sttus'\nDid you mean: status")
        .endsWith("Try 'backplane --help'.\n");
    assertThat(run("why", "all").ok()).isEqualTo("everything is satisfied");
    assertThat(run("runtime", "platform").ok()).contains("org.apache.felix.framework");
    assertThat(kernel.cli().json("runtime", "health")).containsEntry("level", "healthy");
    assertThat(new Cli(folder).run("status").code()).as("no kernel").isEqualTo(4);
    assertThat(new Cli(folder).run("status", "--data", kernel.data().toString()).ok())
        .contains("running");
  }

  @Test
  void a_word_that_a_plugin_claims_offers_its_commands_while_it_is_active() {
    assertThat(run("ticks", "version").code()).as("unknown before").isEqualTo(2);
    PluginJar.of("worded", "1.0.0")
        .header("Backplane-Plugin", "worded;api=\"[1.0,2)\";shell=ticks")
        .write(folder.resolve("worded.jar"));
    kernel.cli().in(folder).run("runtime", "plugin-load", "worded", "--entry", "worded.jar").ok();
    assertThat(run("ticks", "version").ok()).isEqualTo("1.0.0");
    assertThat(run("ticks", "--help").ok()).contains("echo", "Says which version this is.");
    assertThat(run("ticks", "version", "--help").ok()).contains("Usage: backplane ticks version");
    run("runtime", "plugin-status", "worded", "disabled").ok();
    assertThat(run("ticks", "version").code()).isEqualTo(2);
    run("runtime", "plugin-unload", "worded").ok();
  }

  @Test
  void a_console_module_is_shown_approved_by_digest_and_withdrawn() {
    run("runtime", "plugin-unload", "greeter"); // where another test has left it
    String jar = Distribution.greeter("1.1.0").toString();
    run("runtime", "plugin-load", "greeter", "--entry", jar).ok();
    Map<String, Object> module = kernel.cli().json("runtime", "plugin-ui", "greeter");
    assertThat(module)
        .containsEntry("approved", false)
        .containsEntry("permissions", List.of("call:greeter"))
        .containsEntry("files", List.of("main.js", "manifest.json", "style.css"));
    String digest = module.get("digest").toString();

    assertThat(run("runtime", "plugin-ui", "greeter", "--approve", digest.substring(8)).err())
        .contains("look at it again", digest);
    run("runtime", "plugin-ui", "greeter", "--approve", digest).ok();
    run("runtime", "plugin-unload", "greeter").ok();
    run("runtime", "plugin-load", "greeter", "--entry", jar).ok();
    assertThat(kernel.cli().json("runtime", "plugin-ui", "greeter"))
        .containsEntry("approved", true)
        .containsEntry("approvedBy", "local");
    assertThat(kernel.cli().json("runtime", "plugin-ui", "greeter", "--withdraw"))
        .containsEntry("approved", false);
    run("runtime", "plugin-unload", "greeter").ok();
    assertRefused(run("runtime", "plugin-ui", "greeter"), "no console module of plugin 'greeter'");
  }

  @Test
  void bash_completes_commands_units_and_their_parameters() throws Exception {
    run("runtime", "plugin-load", "greeter", "--entry", Distribution.greeter("1.0.0").toString())
        .ok();
    assertThat(complete("backplane", "run")).containsExactly("runtime");
    assertThat(complete("backplane", "call", "gr")).containsExactly("greeter");
    assertThat(complete("backplane", "call", "greeter", "")).containsExactly("hello");
    assertThat(complete("backplane", "call", "greeter", "hello", "n")).containsExactly("name=");
    assertThat(complete("backplane", "runtime", "plugin-unload", "gre")).containsExactly("greeter");
    assertThat(complete("backplane", "token", "create", "--ro")).containsExactly("--role");
    assertThat(complete("backplane", "nonsense", "")).isEmpty();
  }

  /** What a TAB at the end of these words offers in a real bash. */
  private List<String> complete(String... words) throws Exception {
    var quoted = new StringBuilder();
    for (String word : words) {
      quoted.append('"').append(word).append("\" ");
    }
    String script =
        """
        PATH="%s:$PATH"
        source <(backplane completion bash) || exit 1
        complete -p backplane >/dev/null || exit 2
        compopt() { :; } # works only under a real TAB
        COMP_WORDS=(%s)
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        _backplane
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(Distribution.SCRIPT.getParent(), quoted);
    var builder = new ProcessBuilder("bash", "--norc", "-c", script);
    builder.environment().putAll(Map.of("BACKPLANE_DATA", kernel.data().toString()));
    builder.redirectErrorStream(true);
    Process bash = builder.start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor()).as(out).isZero();
    return out.lines().filter(line -> !line.isEmpty()).toList();
  }
}
