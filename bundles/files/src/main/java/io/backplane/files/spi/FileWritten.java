package io.backplane.files.spi;

/**
 * A file after it was written.
 *
 * @param entry with its etag
 * @param created whether there was none before
 */
public record FileWritten(FileEntry entry, boolean created) {}
