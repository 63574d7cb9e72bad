/** Plugging units into the switchboard, and looking at what it does. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.backplane.calls.spi;
