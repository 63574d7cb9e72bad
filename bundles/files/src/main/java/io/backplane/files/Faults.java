package io.backplane.files;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.files.spi.FileLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What the system says, as refusals. */
final class Faults {

  private Faults() {}

  /** Does something with files. */
  interface Act<T> {
    T run() throws IOException;
  }

  /**
   * @param path what a refusal names
   * @throws UncheckedIOException for a fault that no caller can do anything about
   */
  static <T> T told(FilePath path, Act<T> act) {
    try {
      return act.run();
    } catch (IOException e) {
      throw of(path, e);
    }
  }

  static RefusedException missing(FilePath path) {
    return new RefusedException(new Refusal.NotFound("file", path.toString()));
  }

  static RefusedException full(String disk) {
    return new RefusedException(
        new Refusal.OverCap(
            "the disk of " + disk,
            FileLimits.FREE_BYTES_MIN,
            "no less than these bytes stay free; make room there"));
  }

  private static RuntimeException of(FilePath path, IOException fault) {
    return switch (fault) {
      case NoSuchFileException _, NotDirectoryException _ -> missing(path);
      case FileAlreadyExistsException _ -> conflict(path, "is there already");
      case DirectoryNotEmptyException _ -> conflict(path, "is a directory that is not empty");
      case AtomicMoveNotSupportedException _ -> conflict(path, "lies on another disk");
      case AccessDeniedException _ -> denied(path, "is kept from this kernel by the system");
      case FileSystemException e -> byReason(path, e);
      default -> new UncheckedIOException(fault);
    };
  }

  /** For errors that have no class, there is the system's sentence. */
  private static RuntimeException byReason(FilePath path, FileSystemException fault) {
    String reason = String.valueOf(fault.getReason());
    if (reason.contains("Too many levels of symbolic links")) {
      return denied(path, "is a link; links are not followed");
    }
    if (reason.contains("No space left") || reason.contains("quota exceeded")) {
      return full(path.toString());
    }
    if (reason.contains("File name too long")) {
      return new RefusedException(new Refusal.Invalid("path", "has a name that is too long"));
    }
    if (reason.contains("Read-only file system") || reason.contains("not permitted")) {
      return denied(path, "is kept from this kernel by the system");
    }
    if (reason.contains("Is a directory")) {
      return conflict(path, "is a directory");
    }
    if (reason.contains("Invalid argument")) {
      return conflict(path, "cannot be moved there");
    }
    return new UncheckedIOException(fault);
  }

  static RefusedException conflict(FilePath path, String what) {
    return new RefusedException(new Refusal.Conflict("'" + path + "' " + what));
  }

  static RefusedException denied(FilePath path, String what) {
    return new RefusedException(new Refusal.Denied("'" + path + "' " + what));
  }
}
