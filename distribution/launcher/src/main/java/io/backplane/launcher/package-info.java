/** Embeds the framework: data directory, settings for one run, bundles, first answer, signals. */
package io.backplane.launcher;
