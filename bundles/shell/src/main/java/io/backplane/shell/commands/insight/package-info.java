/** What {@code backplane runtime} tells of the kernel itself. */
package io.backplane.shell.commands.insight;
