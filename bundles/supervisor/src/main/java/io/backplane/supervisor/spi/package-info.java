/** Processes as units: asking for them, looking at them, reading their logs. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.backplane.supervisor.spi;
