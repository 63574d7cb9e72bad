package io.backplane.shell.commands.types;

import static org.assertj.core.api.Assertions.assertThat;

import io.backplane.shell.commands.types.ProjectFile.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectFileTest {

  @TempDir private Path folder;

  private Path file(String name) {
    return folder.resolve(name);
  }

  private State write() throws IOException {
    return ProjectFile.of(folder).write();
  }

  @Test
  void javascript_gets_a_jsconfig_once() throws IOException {
    assertThat(write()).isEqualTo(State.WRITTEN);
    assertThat(file("jsconfig.json")).content().contains(".backplane/types/index.d.ts", "checkJs");
    assertThat(write()).isEqualTo(State.UNCHANGED);
    assertThat(file("tsconfig.json")).doesNotExist();
  }

  @Test
  void typescript_gets_a_tsconfig_in_its_place() throws IOException {
    write();
    Files.writeString(file("index.ts"), "");
    assertThat(write()).isEqualTo(State.WRITTEN);
    assertThat(file("tsconfig.json")).content().contains(".backplane/types/index.d.ts");
    assertThat(file("jsconfig.json")).doesNotExist();
  }

  @Test
  void ours_is_renewed() throws IOException {
    Files.writeString(file("jsconfig.json"), ProjectFile.HEADER + "\n{ \"of\": \"before\" }\n");
    assertThat(write()).isEqualTo(State.WRITTEN);
    assertThat(file("jsconfig.json")).content().doesNotContain("before");
  }

  @Test
  void somebody_elses_stays_as_it_is() throws IOException {
    Files.writeString(file("jsconfig.json"), "{}");
    assertThat(write()).isEqualTo(State.FOREIGN);
    assertThat(file("jsconfig.json")).hasContent("{}");

    String refers = "{ " + ProjectFile.ADDITION + " }";
    Files.writeString(file("jsconfig.json"), refers);
    assertThat(write()).isEqualTo(State.UNCHANGED);
    assertThat(file("jsconfig.json")).hasContent(refers);
  }

  @Test
  void a_tsconfig_that_is_there_counts_for_javascript_too() throws IOException {
    Files.writeString(file("tsconfig.json"), "{}");
    assertThat(write()).isEqualTo(State.FOREIGN);
    assertThat(file("jsconfig.json")).doesNotExist();
  }
}
