/** Talking to a driver over a pair of channels. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.backplane.driver.spi;
