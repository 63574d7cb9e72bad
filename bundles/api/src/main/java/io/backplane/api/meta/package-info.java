/** What a unit says of itself: its commands, events and configuration. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.backplane.api.meta;
