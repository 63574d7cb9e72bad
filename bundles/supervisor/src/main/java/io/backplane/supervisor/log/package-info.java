/** What units say: taken in as fast as it comes, kept in files, read by query and live. */
package io.backplane.supervisor.log;
