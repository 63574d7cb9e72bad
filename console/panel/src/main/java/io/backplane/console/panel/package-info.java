/**
 * The console in the Felix Web Console: the panel's page, its assets, the login page. Sees only
 * HTTP.
 */
package io.backplane.console.panel;
