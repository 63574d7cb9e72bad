/** What Java has no words for, asked of Linux itself. */
package io.backplane.supervisor.linux;
