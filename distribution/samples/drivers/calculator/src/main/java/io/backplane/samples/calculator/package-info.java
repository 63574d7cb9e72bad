/** A sample driver in Java. */
package io.backplane.samples.calculator;
