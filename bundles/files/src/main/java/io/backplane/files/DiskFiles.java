package io.backplane.files;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import io.backplane.files.spi.Expected;
import io.backplane.files.spi.FileContent;
import io.backplane.files.spi.FileEntry;
import io.backplane.files.spi.FileLimits;
import io.backplane.files.spi.FileListing;
import io.backplane.files.spi.FileMatches;
import io.backplane.files.spi.FileQuery;
import io.backplane.files.spi.FileWritten;
import io.backplane.files.spi.InstanceFiles;
import io.backplane.security.spi.Principal;
import io.backplane.store.spi.Store;
import io.backplane.units.spi.Instance;
import io.backplane.units.spi.Instances;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files where instances have their directories. */
@Component
public final class DiskFiles implements InstanceFiles {

  private static final Logger LOG = LoggerFactory.getLogger("io.backplane.files");

  private final Function<String, Optional<Path>> directories;
  private final Path shared;
  private final Announcements announcements;
  private final Room room;
  private final Duration searchLimit;
  private final Locks locks = new Locks();
  private final Semaphore searches = new Semaphore(FileLimits.SEARCHES_MAX, true);

  @Activate
  public DiskFiles(
      BundleContext context,
      @Reference(target = "(" + Store.DB + "=" + Store.MANAGER + ")") Store store,
      @Reference Instances instances) {
    this(
        id -> instances.find(id).map(DiskFiles::directory),
        Path.of(context.getProperty("backplane.data"), "shared"),
        store,
        Room.DISK,
        FileLimits.SEARCH_LIMIT);
    instances.list().forEach(instance -> new Area(directory(instance)).sweep());
    sweepShared();
  }

  /**
   * @param directories of the instances there are
   */
  DiskFiles(
      Function<String, Optional<Path>> directories,
      Path shared,
      Store store,
      Room room,
      Duration searchLimit) {
    this.directories = directories;
    this.shared = shared;
    this.announcements = new Announcements(store);
    this.room = room;
    this.searchLimit = searchLimit;
  }

  private static Path directory(Instance instance) {
    return instance.setup().directory().toAbsolutePath().normalize();
  }

  private void sweepShared() {
    try {
      if (Files.exists(shared)) {
        new Area(shared.toRealPath()).sweep();
      }
    } catch (IOException e) {
      LOG.warn("{} cannot be reached: {}", shared, e.toString());
    }
  }

  private Home home(String instance) {
    Path directory =
        directories
            .apply(instance)
            .orElseThrow(() -> new RefusedException(new Refusal.NotFound("instance", instance)));
    return new Home(instance, new Area(directory), shared);
  }

  private Reading reading(Principal by, String instance) {
    return new Reading(home(instance), by);
  }

  private Changing changing(Principal by, String instance) {
    return new Changing(home(instance), by, locks, room, announcements);
  }

  private static FilePath path(String text) {
    return FilePath.parse("path", text);
  }

  @Override
  public FileEntry entry(Principal by, String instance, String path) {
    return reading(by, instance).entry(path(path));
  }

  @Override
  public FileListing list(Principal by, String instance, String path, boolean recursive) {
    return reading(by, instance).list(path(path), recursive);
  }

  @Override
  public FileContent read(Principal by, String instance, String path) {
    return reading(by, instance).read(path(path));
  }

  @Override
  public FileWritten write(
      Principal by, String instance, String path, byte[] text, Expected expected) {
    if (text.length > FileLimits.TEXT_BYTES_MAX) {
      throw new RefusedException(
          new Refusal.Invalid("size", "of a text is over 1 MiB; upload it instead"));
    }
    if (PlainText.of(text).isEmpty()) {
      throw new RefusedException(
          new Refusal.Invalid("body", "is no text in UTF-8 without NUL; upload it instead"));
    }
    return changing(by, instance)
        .write(path(path), new ByteArrayInputStream(text), FileLimits.TEXT_BYTES_MAX, expected);
  }

  @Override
  public FileWritten upload(
      Principal by, String instance, String path, InputStream body, Expected expected) {
    return changing(by, instance).write(path(path), body, FileLimits.UPLOAD_BYTES_MAX, expected);
  }

  @Override
  public FileEntry makeDirectory(Principal by, String instance, String path) {
    return changing(by, instance).makeDirectory(path(path));
  }

  @Override
  public FileEntry move(Principal by, String instance, String from, String to, boolean overwrite) {
    return changing(by, instance).move(FilePath.parse("from", from), path(to), overwrite);
  }

  @Override
  public void delete(
      Principal by, String instance, String path, boolean recursive, Expected expected) {
    changing(by, instance).delete(path(path), recursive, expected);
  }

  @Override
  public FileMatches search(Principal by, String instance, String path, FileQuery query) {
    Home home = home(instance);
    FilePath start = path(path);
    home.readable(by, start);
    acquire();
    try {
      var search = new Search(start, query, Deadline.in(searchLimit));
      return search.run(new Walk(home, by, search));
    } finally {
      searches.release();
    }
  }

  /** Each costs a processor for as long as it takes. */
  private void acquire() {
    try {
      if (searches.tryAcquire(searchLimit.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new RefusedException(new Refusal.Busy("others are searching", searchLimit));
  }
}
