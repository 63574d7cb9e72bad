package io.backplane.files.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.security.spi.Principal;
import java.io.InputStream;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Files of instances, within the directory of each and within {@code shared/}, which is that of
 * all. A path has slashes between its names and none before them. Links are never followed. {@code
 * workspace/}, {@code shared/} and {@code logs/} are for operators, all else is for admins; {@code
 * config/} and {@code logs/} are only read.
 *
 * <p>Every method may refuse with {@link Refusal.NotFound} for the instance or the file, {@link
 * Refusal.Invalid} for the path, and {@link Refusal.Denied} for the role, a read-only place, a
 * link, or what the system itself does not let be done. A change is whole or not at all, on the
 * disk when a method returns, and an event {@code file.changed}. Thread-safe.
 */
@ProviderType
public interface InstanceFiles {

  /** What a path stands for, without its etag. */
  FileEntry entry(Principal by, String instance, String path);

  /**
   * @param recursive with all below, nearest first until there are enough; where the caller's role
   *     does not reach, not
   */
  FileListing list(Principal by, String instance, String path, boolean recursive);

  FileContent read(Principal by, String instance, String path);

  /**
   * Writes a text. What is there keeps its mode.
   *
   * @param text in UTF-8, at most {@link FileLimits#TEXT_BYTES_MAX} bytes
   * @throws RefusedException {@link Refusal.Stale} or {@link Refusal.Conflict} as {@code expected}
   *     has it, {@link Refusal.Conflict} for a directory, {@link Refusal.OverCap} when the disk or
   *     the directory is full, {@link Refusal.Invalid} for what is no text
   */
  FileWritten write(Principal by, String instance, String path, byte[] text, Expected expected);

  /**
   * As {@link #write}, for any bytes.
   *
   * @param body at most {@link FileLimits#UPLOAD_BYTES_MAX}; one that breaks off leaves nothing
   */
  FileWritten upload(
      Principal by, String instance, String path, InputStream body, Expected expected);

  /**
   * @throws RefusedException {@link Refusal.Conflict} for a name that is taken
   */
  FileEntry makeDirectory(Principal by, String instance, String path);

  /**
   * Gives a file or a directory another path.
   *
   * @param overwrite whether a file may take the place of a file
   * @throws RefusedException {@link Refusal.Conflict} for a name that is taken, itself, a place
   *     within itself or on another disk
   */
  FileEntry move(Principal by, String instance, String from, String to, boolean overwrite);

  /**
   * Deletes a file or a directory; of a link, the link.
   *
   * @param recursive with all below
   * @throws RefusedException {@link Refusal.Conflict} for a directory that is not empty, {@link
   *     Refusal.Stale} as {@code expected} has it
   */
  void delete(Principal by, String instance, String path, boolean recursive, Expected expected);

  /**
   * Looks into the texts below a directory, nearest first, until a limit is met. From the
   * instance's own directory it leaves {@code logs/} out.
   *
   * @throws RefusedException {@link Refusal.Invalid} for the expression, {@link Refusal.Busy} while
   *     others search
   */
  FileMatches search(Principal by, String instance, String path, FileQuery query);
}
