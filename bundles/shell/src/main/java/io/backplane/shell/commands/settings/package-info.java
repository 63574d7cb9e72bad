/** What {@code backplane runtime} does with settings. */
package io.backplane.shell.commands.settings;
