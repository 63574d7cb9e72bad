/** {@code backplane runtime state-…}: values that kernels share. */
package io.backplane.shell.commands.state;
