package io.backplane.meta;

import io.backplane.api.meta.Meta;
import java.util.Map;

/** Every export as text. */
public final class Exporter {

  private Exporter() {}

  public static String json(Map<String, Object> stdioLink) {
    return JsonText.indented(stdioLink);
  }

  public static String jsonSchema(Meta meta) {
    return JsonText.indented(JsonSchema.document(meta));
  }

  public static String openApi(Meta meta) {
    return JsonText.indented(OpenApi.document(meta));
  }

  public static String markdown(Meta meta) {
    return Markdown.document(meta);
  }

  public static String html(Meta meta) {
    return Html.document(meta);
  }

  public static String typeScript(Meta meta) {
    return TypeScript.document(meta);
  }

  /** For a service that opens the driver. */
  public static String driverTypes(String program, Meta meta) {
    return TypeScript.driver(program, meta);
  }

  /** For a service that calls the unit. */
  public static String unitTypes(String name, Meta meta) {
    return TypeScript.unit(name, meta);
  }
}
