/** What {@code backplane runtime} does with plugins. */
package io.backplane.shell.commands.plugins;
