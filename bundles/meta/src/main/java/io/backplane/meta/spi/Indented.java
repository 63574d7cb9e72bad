package io.backplane.meta.spi;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;

/**
 * Indents JSON as StdioLink's tools do it, to the byte: four blanks, and a line of its own for
 * every closing bracket, an empty object's too. Each writer takes an instance of its own.
 */
public final class Indented extends DefaultPrettyPrinter {

  private static final long serialVersionUID = 1;
  private static final DefaultIndenter FOUR = new DefaultIndenter("    ", "\n");

  public Indented() {
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
