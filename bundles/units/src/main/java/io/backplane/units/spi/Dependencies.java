package io.backplane.units.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What services need beside themselves, and how they get it. Thread-safe. */
@ProviderType
public interface Dependencies {

  /**
   * One dependency as it stands.
   *
   * @param packageRef what is installed and will do; empty where nothing is
   * @param instance that instances of the service begin to refer to; empty for none yet
   * @param problem in words; empty where there is none
   */
  record Standing(
      Dependency dependency,
      Optional<String> packageRef,
      Optional<String> instance,
      String problem) {

    /** As it looks in JSON. */
    public Map<String, Object> toMap() {
      Map<String, Object> map = dependency.toMap();
      map.put("installed", packageRef.orElse(null));
      map.put("refersTo", instance.orElse(null));
      map.put("problem", problem);
      return map;
    }
  }

  /**
   * What a package says it needs, in its order.
   *
   * @throws RefusedException {@link Refusal.NotFound} for the package
   */
  List<Standing> of(String packageRef);

  /**
   * Installs what is missing, makes instances where there are none, and lets instances of the
   * service that are made from now on refer to them. What cannot be had is told, and keeps the rest
   * from nothing.
   *
   * @param places directories or zips to look for drivers in, in this order
   */
  List<Standing> provide(String packageRef, List<Path> places, String by);
}
