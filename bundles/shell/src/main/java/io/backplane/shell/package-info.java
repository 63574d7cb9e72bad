/**
 * The command line inside the kernel: invocations, output, completion, the socket's and the shell's
 * servlets.
 */
package io.backplane.shell;
