/** Who may come in, for whoever opens a door. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.backplane.security.spi;
