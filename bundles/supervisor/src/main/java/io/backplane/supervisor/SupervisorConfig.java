package io.backplane.supervisor;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be set of process supervision. */
@ObjectClassDefinition(name = "Process supervision")
@interface SupervisorConfig {

  int UNITS_MAX = 512;
  int FRAME_BYTES_MAX = 1 << 20;
  int SPARES = 1;

  @AttributeDefinition(description = "Units one kernel may hold.", min = "1", max = "10000")
  int units_max() default UNITS_MAX;

  @AttributeDefinition(description = "Processes outlive the kernel, where the system can.")
  boolean detached() default true;

  @AttributeDefinition(description = "Each start gets a cgroup v2, where the system lets it.")
  boolean cgroups() default true;

  @AttributeDefinition(
      description =
          "Processes of each kind that are started ahead and wait for a unit; 0 for none.",
      min = "0",
      max = "16")
  int spares() default SPARES;

  @AttributeDefinition(description = "Longest line of a driver.", min = "1024", max = "16777216")
  int frame_bytes_max() default FRAME_BYTES_MAX;

  @AttributeDefinition(description = "Size at which a log begins a new file.", min = "1000")
  long log_file_bytes() default 10_000_000;

  @AttributeDefinition(description = "Kept files of a log.", min = "1", max = "1000")
  int log_files_max() default 10;

  @AttributeDefinition(description = "Time between samples, in milliseconds.", min = "100")
  long sample_period_ms() default 5_000;

  @AttributeDefinition(description = "Hours for which samples are kept.", min = "1")
  int samples_kept_h() default 24;
}
