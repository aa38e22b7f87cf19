package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of a file as they stand in it. */
final class PlainContent implements Content {

  private FileChannel channel;

  /**
   * @param channel closed with this
   */
  PlainContent(FileChannel channel) {
    this.channel = channel;
  }

  FileChannel channel() {
    return channel;
  }

  @Override
  public long size() throws IOException {
    return channel.size();
  }

  @Override
  public int read(ByteBuffer target, long position) throws IOException {
    return channel.read(target, position);
  }

  @Override
  public void goOnThrough(FileChannel another) throws IOException {
    FileChannel before = channel;
    channel = another;
    before.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
