/** {@code backplane task} and what it does. */
package io.backplane.shell.commands.tasks;
