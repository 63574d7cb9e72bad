package io.backplane.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ResponseReaderTest {

  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Type: text/plain\r\n\r\n";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void chunks_are_handed_on_and_trailers_become_the_reply() throws IOException {
    Reply reply = read(HEAD + "5\r\nhello\r\n1;x=y\r\n!\r\n0\r\nBackplane-Exit: 3\r\n\r\n");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("hello!");
    assertThat(reply).isEqualTo(new Reply(3, ""));
  }

  @Test
  void errors_come_back_as_they_were() throws IOException {
    String escaped = "no \\0345\\0215\\0225\\0345\\0205\\0203\\0012";
    Reply reply =
        read(HEAD + "0\r\nBackplane-Exit: 1\r\nBackplane-Stderr: " + escaped + "\r\n\r\n");
    assertThat(reply.errors()).isEqualTo("no 单元\n");
  }

  @Test
  void an_end_in_the_middle_is_told() {
    assertThatThrownBy(() -> read(HEAD + "5\r\nhel")).hasMessageContaining("in the middle");
    assertThatThrownBy(() -> read(HEAD + "0\r\n\r\n")).hasMessageContaining("in the middle");
  }

  @Test
  void another_status_is_told() {
    assertThatThrownBy(() -> read("HTTP/1.1 404 Not Found\r\n\r\n")).hasMessageContaining("404");
  }

  private Reply read(String response) throws IOException {
    var in = new ByteArrayInputStream(response.getBytes(StandardCharsets.ISO_8859_1));
    return new ResponseReader(in).read(out);
  }
}
