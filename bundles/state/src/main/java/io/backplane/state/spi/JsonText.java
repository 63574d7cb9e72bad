package io.backplane.state.spi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import java.io.IOException;

/** JSON that is kept as text. */
final class JsonText {

  /** Numbers keep every digit. */
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private JsonText() {}

  /**
   * @throws RefusedException {@link Refusal.Invalid}
   */
  static void check(String text) {
    try (JsonParser parser = MAPPER.createParser(text)) {
      int values = 0;
      int depth = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        values += depth == 0 ? 1 : 0;
        depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        if (depth > Values.DEPTH_MAX) {
          throw invalid("is nested deeper than " + Values.DEPTH_MAX);
        }
      }
      if (values != 1) {
        throw invalid("is not JSON: it holds " + values + " values, not one");
      }
    } catch (JsonProcessingException e) {
      throw invalid("is not JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static Object read(String text) {
    try {
      return MAPPER.readValue(text, Object.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored value is not JSON", e);
    }
  }

  private static RefusedException invalid(String reason) {
    return new RefusedException(new Refusal.Invalid("value", reason));
  }
}
