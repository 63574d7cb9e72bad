/** Speaks to a kernel over its unix socket: one command, or an interactive shell. */
package io.backplane.client;
