/** {@code backplane instance …}. */
package io.backplane.shell.commands.instance;
