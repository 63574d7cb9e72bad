/** {@code backplane package …}. */
package io.backplane.shell.commands.packages;
