package io.backplane.units;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.supervisor.spi.Embedding;
import io.backplane.supervisor.spi.Profile;
import io.backplane.supervisor.spi.Spare;
import io.backplane.units.spi.Kind;
import io.backplane.units.spi.UnitPackage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is run for a package: a driver's own program, or the host with a service's folder.
 *
 * @param data the kernel's data directory, where a service looks for drivers
 * @param socket where a service finds the kernel
 */
record Programs(Path data, String socket, ServiceHost host, EmbeddedHost embedded) {

  /** The argument that lets a service run inside the kernel. */
  private static final String EMBEDDED = "--embedded";

  private static final String CACHE = "-XX:AOTCache=";

  Programs(Path data, String socket, ServiceHost host) {
    this(data, socket, host, new EmbeddedHost(host));
  }

  /**
   * Program and arguments.
   *
   * @param arguments of a driver's program; of a service, words for its host
   * @throws RefusedException {@link Refusal.Invalid} where a service cannot be run so
   */
  List<String> command(UnitPackage pack, Profile profile, List<String> arguments) {
    String living = "--profile=" + Values.word(profile);
    var command = new ArrayList<String>();
    if (pack.kind() == Kind.DRIVER) {
      command.add(pack.directory().resolve(pack.program()).toString());
      command.add(living);
      command.addAll(arguments);
      return command;
    }
    command.addAll(hosted(arguments));
    command.add("--linked");
    command.add(pack.directory().toString());
    command.add(living);
    command.add("--data-root=" + data);
    return command;
  }

  /**
   * What runs its program inside the kernel; only where its instance's arguments say so, and only a
   * service.
   */
  Optional<Embedding> embedding(UnitPackage pack, List<String> arguments) {
    return pack.kind() == Kind.SERVICE && arguments.contains(EMBEDDED)
        ? Optional.of(embedded)
        : Optional.empty();
  }

  /** The same arguments for a process of its own. */
  static List<String> apart(UnitPackage pack, List<String> arguments) {
    return arguments.stream()
        .filter(word -> pack.kind() == Kind.DRIVER || !word.equals(EMBEDDED))
        .toList();
  }

  /**
   * How its process can be started ahead; only those without words for the host, since a process
   * cannot change its heap or engine.
   */
  Optional<Spare> spare(UnitPackage pack, List<String> arguments) {
    return pack.kind() == Kind.SERVICE && arguments.isEmpty()
        ? Optional.of(new Spare(hosted(List.of()), List.of("--spare")))
        : Optional.empty();
  }

  /** How a service starts whose arguments keep it from taking a spare; else empty. */
  String words(UnitPackage pack, List<String> arguments) {
    if (pack.kind() == Kind.DRIVER || arguments.isEmpty()) {
      return "";
    }
    boolean cached = hosted(arguments).stream().anyMatch(word -> word.startsWith(CACHE));
    return (cached ? " from the AOT cache," : "")
        + " without a spare, since none has "
        + String.join(" ", arguments);
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for arguments that are no words for a host
   */
  void check(Kind kind, List<String> arguments) {
    if (kind == Kind.SERVICE) {
      hosted(arguments);
    }
  }

  /** The command that makes a service write its meta to a file. */
  List<String> metaOf(Path service, Path file) {
    var command = new ArrayList<>(hosted(List.of()));
    command.add("--export-meta=" + file);
    command.add(service.toString());
    return command;
  }

  private List<String> hosted(List<String> words) {
    try {
      if (!words.contains(EMBEDDED)) {
        return host.command(words);
      }
      if (words.size() > 1) {
        throw new IOException("takes " + EMBEDDED + " alone: the kernel's own Java runs it then");
      }
      return List.of(embedded.program());
    } catch (IOException e) {
      throw new RefusedException(new Refusal.Invalid("the host of services", e.getMessage()));
    }
  }

  /**
   * What a process of that kind finds in its environment beside what all do.
   *
   * @param references names of instances, by a service's words for them
   */
  Map<String, String> environment(Kind kind, InstanceHome home, Map<String, String> references) {
    return kind == Kind.DRIVER
        ? JavaHome.variables()
        : Map.of(
            "STDIOLINK_WORKSPACE_DIR", home.workspace().toString(),
            "BACKPLANE_SOCKET", socket,
            "BACKPLANE_REFERENCES", Json.text(references));
  }
}
