package io.backplane.host.js;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;

/** A text to be read as a file. */
final class TextChannel implements SeekableByteChannel {

  private final ByteBuffer content;
  private boolean open = true;

  TextChannel(String text) {
    this.content = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int read(ByteBuffer into) {
    if (!content.hasRemaining()) {
      return -1;
    }
    int length = Math.min(into.remaining(), content.remaining());
    into.put(content.slice(content.position(), length));
    content.position(content.position() + length);
    return length;
  }

  @Override
  public int write(ByteBuffer from) {
    throw new NonWritableChannelException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new NonWritableChannelException();
  }

  @Override
  public long position() {
    return content.position();
  }

  @Override
  public SeekableByteChannel position(long position) {
    content.position(Math.toIntExact(Math.min(position, content.limit())));
    return this;
  }

  @Override
  public long size() {
    return content.limit();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
