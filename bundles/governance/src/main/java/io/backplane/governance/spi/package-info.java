/** What other kernel bundles may use of governance. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.backplane.governance.spi;
