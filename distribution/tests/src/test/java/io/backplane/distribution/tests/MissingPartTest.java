package io.backplane.distribution.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A kernel of which a part has stopped. */
class MissingPartTest {

  @Test
  void commands_that_cannot_be_taken_say_where_to_look() throws Exception {
    try (var kernel = RunningKernel.start()) {
      JavaClientTest.client(kernel.data(), "felix:stop io.backplane.health\n", "shell");
      Cli.Result result = kernel.cli().run("status");
      assertThat(result)
          .isEqualTo(
              new Cli.Result(
                  1,
                  "",
                  "backplane: the kernel runs but takes no commands; %s/logs/kernel.log.0 says what is missing\n"
                      .formatted(kernel.data())));
      assertThat(kernel.stranger().get("/api/health").statusCode()).isEqualTo(401);
    }
  }
}
