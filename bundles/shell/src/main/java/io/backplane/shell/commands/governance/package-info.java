/** What {@code backplane runtime} does with the maturity of units. */
package io.backplane.shell.commands.governance;
