/** What the parts of a kernel count and measure. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.backplane.api.metrics;
