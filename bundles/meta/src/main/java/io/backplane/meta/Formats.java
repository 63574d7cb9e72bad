package io.backplane.meta;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The formats of JSON Schema that a text can be held against. */
final class Formats {

  private static final Pattern EMAIL =
      Pattern.compile("[^@\\s]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?");
  private static final Pattern HOSTNAME =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_-]{1,63}(?:\\.[A-Za-z0-9_-]{1,63}){0,126}\\.?");
  private static final Pattern DOTTED = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
  private static final int UUID_LENGTH = 36;

  private Formats() {}

  /** Whether the text is of the format; of one that is not known here every text is. */
  static boolean accepts(String format, String text) {
    return switch (format) {
      case "email" -> EMAIL.matcher(text).matches();
      case "hostname" -> HOSTNAME.matcher(text).matches();
      case "ipv4" -> ipv4(text);
      case "ipv6" -> ipv6(text);
      case "ip" -> ipv4(text) || ipv6(text);
      case "uri", "url" -> uri(text);
      case "date" -> parses(text, LocalDate::parse);
      case "time" -> parses(text, LocalTime::parse);
      case "date-time" -> parses(text, OffsetDateTime::parse);
      case "uuid" -> text.length() == UUID_LENGTH && parses(text, UUID::fromString);
      case "regex" -> parses(text, Pattern::compile);
      default -> true;
    };
  }

  /** The dots are counted here: Java also reads one number as an address. */
  private static boolean ipv4(String text) {
    return DOTTED.matcher(text).matches() && parses(text, Inet4Address::ofLiteral);
  }

  private static boolean ipv6(String text) {
    return text.contains(":") && parses(text, Inet6Address::ofLiteral);
  }

  private static boolean uri(String text) {
    try {
      return new URI(text).isAbsolute();
    } catch (URISyntaxException e) {
      return false;
    }
  }

  private static boolean parses(String text, Consumer<String> parser) {
    try {
      parser.accept(text);
      return true;
    } catch (DateTimeException | IllegalArgumentException e) {
      return false;
    }
  }
}
