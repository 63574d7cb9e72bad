package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.distribution.tests.Cli.Result;
import org.junit.jupiter.api.Test;

/** {@code backplane runtime gov-…}, and the same by REST. */
class GovernanceCommandsTest {

  @Test
  void a_plugin_from_its_draft_to_its_end() {
    try (var kernel = RunningKernel.start()) {
      Cli cli = kernel.cli();
      String jar = Distribution.greeter("1.0.0").toString();
      assertThat(cli.run("runtime", "gov-list").ok()).startsWith("none");
      assertThat(cli.run("runtime", "gov-register", "greeter", "--owner", "ann").ok())
          .isEqualTo("greeter is draft, of ann");
      cli.run("runtime", "plugin-load", "greeter", "--entry", jar).ok();
      Result denied = cli.run("call", "greeter", "hello");
      assertThat(denied.code()).isEqualTo(3);
      assertThat(denied.err()).contains("a draft of ann", "runtime gov-activate greeter");
      assertThat(cli.run("task", "submit", "greeter", "hello", "--owner", "ann", "--wait").ok())
          .contains("is completed");

      cli.run("runtime", "gov-activate", "greeter").ok();
      cli.run("call", "greeter", "hello").ok();
      cli.run("runtime", "gov-deprecate", "greeter", "--reason", "use counter").ok();
      cli.run("runtime", "gov-touch", "greeter").ok();
      assertThat(cli.run("runtime", "gov-show", "greeter").ok())
          .contains("deprecated", "use counter", "[active, retired]");
      assertThat(cli.run("runtime", "gov-list", "--state", "deprecated").ok()).contains("ann");
      assertThat(cli.run("complete", "runtime", "gov-retire", "gr").ok()).contains("greeter");
      cli.run("runtime", "gov-retire", "greeter").ok();
      assertThat(cli.run("runtime", "gov-activate", "greeter").err())
          .contains("plugin 'greeter' is retired for good");
      cli.run("runtime", "plugin-unload", "greeter").ok();
      assertThat(cli.run("runtime", "plugin-load", "greeter", "--entry", jar).err())
          .contains("'greeter' is retired for good");
      assertThat(cli.run("runtime", "gov-stats").ok()).containsPattern("retired +1");
      assertThat(cli.run("events").ok()).contains("governance.deprecated", "governance.retired");
    }
  }

  @Test
  void a_cap_is_refused_by_name_and_rest_keeps_to_the_roles() {
    try (var kernel = RunningKernel.start()) {
      Cli cli = kernel.cli();
      cli.run("runtime", "configure", "governance.active-plugins", "1").ok();
      Rest operator = kernel.rest("operator");
      for (String name : new String[] {"a", "b"}) {
        String body = "{\"name\": \"" + name + "\", \"owner\": \"ann\"}";
        assertThat(operator.send("POST", "/api/governance/plugins", body).statusCode())
            .isEqualTo(201);
      }
      String all = "/api/governance/plugins/";
      assertThat(operator.status("POST", all + "a/activate")).isEqualTo(200);
      assertThat(operator.send("POST", all + "b/activate", "").body())
          .contains("governance.active-plugins is limited to 1: retire one of ann's");
      assertThat(operator.status("POST", all + "a/retire")).isEqualTo(403);
      assertThat(kernel.rest("viewer").status("POST", all + "a/deprecate")).isEqualTo(403);
      assertThat(kernel.admin().send("POST", all + "a/retire", "{\"reason\": \"old\"}").body())
          .contains("\"reason\":\"old\"");
      assertThat(operator.status("POST", all + "b/activate")).isEqualTo(200);
      Rest viewer = kernel.rest("viewer");
      assertThat(Json.list(viewer.json("/api/governance/caps?owner=ann"), "caps"))
          .anySatisfy(
              it ->
                  assertThat(it)
                      .containsEntry("cap", "governance.active-plugins")
                      .containsEntry("used", 1)
                      .containsEntry("limit", 1));
      assertThat(viewer.json("/api/governance/stats")).containsKeys("plugin", "task");
      assertThat(viewer.json(all + "b").get("next").toString()).isEqualTo("[deprecated, retired]");
      assertThat(operator.status("POST", "/api/governance/sweep")).isEqualTo(200);
      assertThat(operator.status("GET", all + "nobody")).isEqualTo(404);
    }
  }
}
