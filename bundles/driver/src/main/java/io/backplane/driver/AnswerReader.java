package io.backplane.driver;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.backplane.driver.spi.SessionOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads an answer straight from the bytes of its line. Lenient where the peer's drivers or small
 * scripts are careless: members in any order, unknown ones, none but {@code status}, the last of a
 * duplicate, raw control characters in strings, bytes that are no UTF-8. Thread-safe.
 */
final class AnswerReader {

  /** Deepest nesting; the peer's own limit is about the same (1,024). */
  static final int DEPTH_MAX = 1_000;

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .configure(JsonFactory.Feature.INTERN_FIELD_NAMES, false)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(SessionOptions.FRAME_BYTES_MAX)
                  .maxNameLength(SessionOptions.FRAME_BYTES_MAX)
                  .build())
          .build();

  private static final int EXACT_DIGITS = 15; // a decimal this short survives a double

  private AnswerReader() {}

  /**
   * @throws MalformedException the line is no answer; the message says why
   */
  static Answer read(byte[] bytes, int from, int to) throws MalformedException {
    try {
      return parse(bytes, from, to);
    } catch (IOException | RuntimeException e) {
      if (isUtf8(bytes, from, to)) {
        throw malformed(e);
      }
    }
    byte[] mended =
        new String(bytes, from, to - from, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
    try {
      return parse(mended, 0, mended.length);
    } catch (IOException | RuntimeException e) {
      throw malformed(e);
    }
  }

  private static MalformedException malformed(Exception e) {
    if (e instanceof MalformedException known) {
      return known;
    }
    String message = String.valueOf(e.getMessage());
    return new MalformedException("not JSON: " + message.lines().findFirst().orElse(""));
  }

  private static boolean isUtf8(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static Answer parse(byte[] bytes, int from, int to) throws IOException {
    if (bytes[from] != '{') {
      throw new MalformedException("not a JSON object"); // nor would its encoding be guessed right
    }
    Answer.Status status = null;
    int code = 0;
    Object data = null;
    long id = 0;
    try (JsonParser in = JSON.createParser(bytes, from, to - from)) {
      in.nextToken();
      for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
        JsonToken token = in.nextToken();
        switch (name) {
          case "status" -> status = status(in, token);
          case "code" -> code = code(in, token);
          case "data" -> data = value(in, token);
          case "id" -> id = id(in, token);
          default -> in.skipChildren();
        }
      }
      if (in.nextToken() != null) {
        throw new MalformedException("something follows the object");
      }
    }
    if (status == null) {
      throw new MalformedException("no status");
    }
    return new Answer(status, code, data, id);
  }

  private static Answer.Status status(JsonParser in, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      switch (in.getText()) {
        case "event":
          return Answer.Status.EVENT;
        case "done":
          return Answer.Status.DONE;
        case "error":
          return Answer.Status.ERROR;
        default:
          break;
      }
    }
    throw new MalformedException("a status that is none of event, done, error");
  }

  private static int code(JsonParser in, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return in.getIntValue();
    }
    if (token == JsonToken.VALUE_NUMBER_FLOAT && in.getDoubleValue() == (int) in.getDoubleValue()) {
      return (int) in.getDoubleValue();
    }
    throw new MalformedException("a code that is no integer");
  }

  private static long id(JsonParser in, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NUMBER_INT
        && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return in.getLongValue();
    }
    in.skipChildren();
    return 0;
  }

  private static Object value(JsonParser in, JsonToken token) throws IOException {
    return switch (token) {
      case START_OBJECT -> object(in);
      case START_ARRAY -> array(in);
      case VALUE_STRING -> in.getText();
      case VALUE_NUMBER_INT -> in.getNumberValue();
      case VALUE_NUMBER_FLOAT -> decimal(in);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case VALUE_NULL -> null;
      case END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT, NOT_AVAILABLE ->
          throw new MalformedException("no value where one is due");
    };
  }

  private static Map<String, Object> object(JsonParser in) throws IOException {
    var map = new LinkedHashMap<String, Object>();
    for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
      map.put(name, value(in, in.nextToken()));
    }
    return map;
  }

  private static List<Object> array(JsonParser in) throws IOException {
    var list = new ArrayList<Object>();
    for (JsonToken token = in.nextToken(); token != JsonToken.END_ARRAY; token = in.nextToken()) {
      list.add(value(in, token));
    }
    return list;
  }

  /** A double where it holds the number as written, to the last digit; else the number itself. */
  private static Number decimal(JsonParser in) throws IOException {
    double number = in.getDoubleValue();
    if (in.getTextLength() <= EXACT_DIGITS && Double.isFinite(number)) {
      return number;
    }
    BigDecimal exact = in.getDecimalValue();
    boolean same = Double.isFinite(number) && BigDecimal.valueOf(number).compareTo(exact) == 0;
    return same ? (Number) number : exact;
  }

  /** Why a line is no answer. */
  static final class MalformedException extends IOException {
    private static final long serialVersionUID = 1;

    MalformedException(String message) {
      super(message);
    }

    @Override
    public Throwable fillInStackTrace() {
      return this; // it tells of the line, not of the code; a flood of garbage must stay cheap
    }
  }
}
