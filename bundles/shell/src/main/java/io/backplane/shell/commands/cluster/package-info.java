/** {@code backplane cluster}: other kernels. */
package io.backplane.shell.commands.cluster;
