/** {@code backplane types}. */
package io.backplane.shell.commands.types;
