package io.backplane.meta;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** JSON as text. */
final class JsonText {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final ObjectWriter INDENTED = MAPPER.writer(new Indented());

  private JsonText() {}

  /** Indented as StdioLink's tools do it, to the byte, with a newline at the end. */
  static String indented(Object value) {
    return written(INDENTED, value) + "\n";
  }

  /** On one line. */
  static String line(Object value) {
    return written(MAPPER.writer(), value);
  }

  private static String written(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Four blanks, and a line of its own for every closing bracket, an empty object's too. */
  private static final class Indented extends DefaultPrettyPrinter {
    private static final long serialVersionUID = 1;
    private static final DefaultIndenter FOUR = new DefaultIndenter("    ", "\n");

    Indented() {
      indentArraysWith(FOUR);
      indentObjectsWith(FOUR);
    }

    @Override
    public DefaultPrettyPrinter createInstance() {
      return new Indented();
    }

    @Override
    public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
      out.writeRaw(": ");
    }

    @Override
    public void writeEndObject(JsonGenerator out, int entries) throws IOException {
      FOUR.writeIndentation(out, --_nesting);
      out.writeRaw('}');
    }

    @Override
    public void writeEndArray(JsonGenerator out, int entries) throws IOException {
      FOUR.writeIndentation(out, --_nesting);
      out.writeRaw(']');
    }
  }
}
