package io.backplane.meta.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.meta.Meta;
import io.backplane.meta.Exporter;
import java.util.Locale;

/** Meta in the forms that people and tools read. */
public final class MetaExport {

  private MetaExport() {}

  /** A form of meta. */
  public enum Format {
    /** StdioLink's own, as {@code --export-meta} prints it. */
    JSON("application/json", "json"),
    /** Draft 2020-12: the configuration; parameters, answers and events of commands in $defs. */
    JSON_SCHEMA("application/schema+json", "schema.json"),
    /** 3.1: the kernel's REST calls with this unit's types. */
    OPENAPI("application/json", "openapi.json"),
    MARKDOWN("text/markdown", "md"),
    /** One page that loads nothing and runs nothing. */
    HTML("text/html", "html"),
    /** Declarations for a script that calls the unit. */
    TYPESCRIPT("text/plain", "d.ts");

    private final String mediaType;
    private final String extension;

    Format(String mediaType, String extension) {
      this.mediaType = mediaType;
      this.extension = extension;
    }

    /** For the Content-Type; the text is UTF-8. */
    public String mediaType() {
      return mediaType;
    }

    /** For a file's name, without a leading dot. */
    public String extension() {
      return extension;
    }

    /**
     * The format of this name, StdioLink's aliases included.
     *
     * @throws RefusedException {@link Refusal.Invalid} with the list of names
     */
    public static Format of(String word) {
      return switch (word.toLowerCase(Locale.ROOT)) {
        case "json" -> JSON;
        case "json-schema" -> JSON_SCHEMA;
        case "openapi", "swagger" -> OPENAPI;
        case "markdown", "md" -> MARKDOWN;
        case "html" -> HTML;
        case "ts", "typescript", "dts" -> TYPESCRIPT;
        default ->
            throw new RefusedException(
                new Refusal.Invalid(
                    "format",
                    "'"
                        + word
                        + "' is not known; there are json, json-schema, openapi, markdown,"
                        + " html, ts"));
      };
    }
  }

  /** The meta as text, with a newline at its end. */
  public static String write(Meta meta, Format format) {
    return switch (format) {
      case JSON -> Exporter.json(MetaWriter.stdioLink(meta));
      case JSON_SCHEMA -> Exporter.jsonSchema(meta);
      case OPENAPI -> Exporter.openApi(meta);
      case MARKDOWN -> Exporter.markdown(meta);
      case HTML -> Exporter.html(meta);
      case TYPESCRIPT -> Exporter.typeScript(meta);
    };
  }
}
