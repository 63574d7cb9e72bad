package io.backplane.host.js;

import java.nio.file.Path;
import java.util.function.UnaryOperator;

/**
 * A module whose text is not what lies at its path, because it was made from that.
 *
 * @param path absolute; a file that is there
 * @param places tells the places of one frame of a stack as they are in what it was made from
 */
public record Substitute(Path path, String text, UnaryOperator<String> places) {}
