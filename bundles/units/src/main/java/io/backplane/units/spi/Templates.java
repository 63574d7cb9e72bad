package io.backplane.units.spi;

import io.backplane.api.call.Refusal;
import io.backplane.api.call.RefusedException;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Services to begin with, as the distribution brings them. Thread-safe. */
@ProviderType
public interface Templates {

  /** Sorted by id. */
  List<Template> list();

  /**
   * Makes a service out of a template: a package of that name, version 0.1.0, and an instance with
   * its code in its workspace.
   *
   * @param id of both, by the rule of names
   * @throws RefusedException {@link Refusal.NotFound} for the template, {@link Refusal.Conflict}
   *     for a name that is taken, {@link Refusal.Invalid} for its form
   */
  Instance create(String template, String id, String by);
}
