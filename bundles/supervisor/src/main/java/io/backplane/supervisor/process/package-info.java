/** Starting a process, holding it, ending it with all it started, and finding it again. */
package io.backplane.supervisor.process;
