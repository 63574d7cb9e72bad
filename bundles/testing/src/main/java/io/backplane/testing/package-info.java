/** What the tests of every bundle share. Never shipped. */
@org.osgi.annotation.bundle.Export
@org.osgi.annotation.versioning.Version("1.0.0")
package io.backplane.testing;
