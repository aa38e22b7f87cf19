package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading the content of a gzip file at any position. */
class GzipContentTest {

  private static final int SIZE = 3_000_000;

  @TempDir Path folder;

  private final byte[] bytes = new byte[SIZE];
  private Path file;

  @BeforeEach
  void compress() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < SIZE; i++) {
      bytes[i] = (byte) ('a' + random.nextInt(4));
    }
    file = folder.resolve("file.gz");
    Files.write(
        file,
        GzipTool.join(
            GzipTool.member(Arrays.copyOf(bytes, 1_000_000)),
            GzipTool.member(Arrays.copyOfRange(bytes, 1_000_000, SIZE))));
  }

  @Test
  void shouldReadWhatStandsThereWhereverItIsAskedFor() throws IOException {
    Random random = new Random(2);
    try (GzipContent content = open(SIZE)) {
      for (int i = 0; i < 200; i++) {
        int position = random.nextInt(SIZE);
        ByteBuffer target = ByteBuffer.allocate(1 + random.nextInt(600_000));
        content.readFully(target, position);
        int length = Math.min(target.capacity(), SIZE - position);
        assertArrayEquals(
            Arrays.copyOfRange(bytes, position, position + length),
            Arrays.copyOf(target.array(), target.position()));
      }
    }
  }

  @Test
  void shouldReadForwardInOnePassThoughEachReadBeginsALittleEarlier() throws IOException {
    CountingChannel channel = new CountingChannel(FileChannel.open(file));
    try (GzipContent content =
        new GzipContent(channel, SIZE, Arrays.copyOf(bytes, 1024), new byte[0])) {
      ByteBuffer target = ByteBuffer.allocate(256 * 1024);
      for (int position = 0; position < SIZE; position += target.position() - 500) {
        target.clear();
        content.readFully(target, position);
        if (position + target.position() == SIZE) {
          break;
        }
      }
    }
    assertTrue(channel.bytes <= Files.size(file), channel.bytes + " bytes were read");
  }

  @Test
  void shouldReadOnlyTheFirstBytesWithoutTheFile() throws IOException {
    CountingChannel channel = new CountingChannel(FileChannel.open(file));
    try (GzipContent content =
        new GzipContent(channel, SIZE, Arrays.copyOf(bytes, 1024), new byte[0])) {
      assertEquals(HashedSpan.of(0, bytes, 0, 1024), HashedSpan.head(content));
      content.readFully(ByteBuffer.allocate(10), 2_000_000);
      long before = channel.bytes;
      assertEquals(HashedSpan.of(0, bytes, 0, 1024), HashedSpan.head(content));
      assertEquals(before, channel.bytes);
    }
  }

  @Test
  void shouldEndWhereItWasFoundToEnd() throws IOException {
    try (GzipContent content = open(1_500_000)) {
      ByteBuffer target = ByteBuffer.allocate(100);
      content.readFully(target, 1_499_990);
      assertEquals(10, target.position());
      assertEquals(-1, content.read(target, 1_500_000));
    }
  }

  @Test
  void shouldFailWhereTheFileHasBecomeShorter() throws IOException {
    try (GzipContent content = open(SIZE + 1)) {
      IOException failed =
          assertThrows(
              IOException.class, () -> content.readFully(ByteBuffer.allocate(2), SIZE - 1));
      assertTrue(failed.getMessage().contains(String.valueOf(SIZE)), failed.getMessage());
    }
  }

  @Test
  void shouldGoOnWhereAnotherHasAdvancedTo() throws IOException {
    GzipContent advanced = open(SIZE);
    int[] looks = {0};
    while (!advanced.advanceTo(2_500_000, () -> ++looks[0] % 3 == 0)) {
      assertTrue(advanced.isFarFrom(2_500_000) || looks[0] > 3);
    }
    CountingChannel channel = new CountingChannel(FileChannel.open(file));
    try (GzipContent content =
        new GzipContent(channel, SIZE, Arrays.copyOf(bytes, 1024), new byte[0])) {
      assertTrue(content.isFarFrom(2_500_000));
      content.takeOver(advanced);
      assertFalse(content.isFarFrom(2_500_000));
      ByteBuffer target = ByteBuffer.allocate(100);
      content.readFully(target, 2_500_000 - 64);
      assertArrayEquals(Arrays.copyOfRange(bytes, 2_500_000 - 64, 2_500_000 + 36), target.array());
    }
    assertTrue(looks[0] > 3);
    assertEquals(0, channel.bytes);
    assertFalse(channel.isOpen());
  }

  private GzipContent open(long size) throws IOException {
    return new GzipContent(FileChannel.open(file), size, Arrays.copyOf(bytes, 1024), new byte[0]);
  }
}
