package io.backplane.files;

import static io.backplane.security.spi.Role.ADMIN;
import static io.backplane.security.spi.Role.OPERATOR;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.api.call.Values;
import io.backplane.security.spi.Principal;
import io.backplane.security.spi.Role;
import java.util.Optional;

/** The places of an instance's directory, and who may do what there. */
enum Zone {
  /** What is written here may be run. */
  WORKSPACE(OPERATOR, Optional.of(ADMIN)),
  SHARED(OPERATOR, Optional.of(OPERATOR)),
  PRIVATE(ADMIN, Optional.of(ADMIN)),
  CONFIG(ADMIN, Optional.empty()),
  LOGS(OPERATOR, Optional.empty()),
  /** The directory that has the others. */
  HOME(OPERATOR, Optional.empty()),
  /** What a driver may have left beside them. */
  OTHER(ADMIN, Optional.of(ADMIN));

  private final Role reader;
  private final Optional<Role> writer;

  Zone(Role reader, Optional<Role> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /**
   * @throws RefusedException {@link Refusal.Invalid} for a name that is one of these to a file
   *     system that does not tell capitals from small letters, or one of this kernel's own
   */
  static Zone of(FilePath path) {
    if (path.isRoot()) {
      return HOME;
    }
    String first = path.names().getFirst();
    for (Zone zone : new Zone[] {WORKSPACE, SHARED, PRIVATE, CONFIG, LOGS}) {
      if (first.equals(Values.word(zone))) {
        return zone;
      }
      if (first.equalsIgnoreCase(Values.word(zone))) {
        throw new RefusedException(
            new Refusal.Invalid("path", "begins with '" + Values.word(zone) + "' in capitals"));
      }
    }
    return OTHER;
  }

  boolean readable(Principal by) {
    return by.role().covers(reader);
  }

  /**
   * @throws RefusedException {@link Refusal.Denied}
   */
  void checkRead(Principal by) {
    check(by, reader, "these files are for");
  }

  private static void check(Principal by, Role role, String what) {
    if (!by.role().covers(role)) {
      throw denied(what + " the role " + role.word() + "; yours is " + by.role().word());
    }
  }

  /**
   * @throws RefusedException {@link Refusal.Denied} for the role or a read-only place, {@link
   *     Refusal.Conflict} for the place itself
   */
  void checkWrite(Principal by, FilePath path) {
    checkRead(by);
    Role role = writer.orElseThrow(() -> denied("'" + path + "' is only for reading"));
    check(by, role, "to change these files takes");
    if (path.depth() == 1 && this != OTHER) {
      throw new RefusedException(
          new Refusal.Conflict("'" + path + "' is a directory that the instance must have"));
    }
  }

  private static RefusedException denied(String reason) {
    return new RefusedException(new Refusal.Denied(reason));
  }
}
