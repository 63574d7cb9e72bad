/** Measures the distribution as it is shipped, each figure beside a floor of the same run. */
package io.backplane.bench;
