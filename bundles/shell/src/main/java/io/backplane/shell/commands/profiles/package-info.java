/** What {@code backplane runtime} does with profiles. */
package io.backplane.shell.commands.profiles;
