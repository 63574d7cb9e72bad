/** {@code backplane service}. */
package io.backplane.shell.commands.service;
