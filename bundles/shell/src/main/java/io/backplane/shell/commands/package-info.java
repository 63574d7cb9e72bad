/** The commands, one class each, in the order in which {@code backplane --help} shows them. */
package io.backplane.shell.commands;
