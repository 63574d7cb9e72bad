/** What plugins add to the console: read from their jars, approved, served. */
package io.backplane.plugins.ui;
