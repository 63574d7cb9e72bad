/** The StdioLink protocol: framing, whom a line belongs to, what is sent. */
package io.backplane.driver;
