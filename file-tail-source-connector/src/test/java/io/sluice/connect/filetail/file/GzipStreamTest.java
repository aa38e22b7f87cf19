package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is decompressed of a gzip file, and what is said of one that is not whole. */
class GzipStreamTest {

  private static final int EXTRA_NAME_COMMENT_AND_CRC = 4 + 8 + 16 + 2;

  @TempDir Path folder;

  private record Read(byte[] bytes, GzipDamage damage, int members, long originalTime) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  @Test
  void shouldDecompressMemberAfterMember() throws IOException {
    byte[] large = new byte[1_000_000];
    new Random(1).nextBytes(large);
    Read read = read(GzipTool.member("one"), GzipTool.member(""), GzipTool.member(large));

    assertNull(read.damage());
    assertEquals(3, read.members());
    assertEquals("one", new String(read.bytes(), 0, 3, StandardCharsets.UTF_8));
    assertTrue(Arrays.equals(large, 0, large.length, read.bytes(), 3, read.bytes().length));
  }

  @Test
  void shouldSkipWhatAHeaderMayHold() throws IOException {
    byte[] member = GzipTool.member("text");
    byte[] header = Arrays.copyOf(member, 10);
    header[3] = EXTRA_NAME_COMMENT_AND_CRC;
    header[4] = 7;
    byte[] optional = {3, 0, 'B', 'C', 1, 'n', 'a', 'm', 'e', 0, 'x', 0, 9, 9};
    Read read = read(header, optional, Arrays.copyOfRange(member, 10, member.length));

    assertNull(read.damage());
    assertEquals("text", read.text());
    assertEquals(7, read.originalTime());
  }

  @Test
  void shouldTellTheTimeOfTheYoungestMemberUnlessOneDoesNotTell() throws IOException {
    byte[] older = GzipTool.member("1");
    byte[] younger = GzipTool.member("2");
    older[4] = 7;
    younger[4] = 8;

    assertEquals(8, read(younger, older).originalTime());
    assertEquals(0, read(younger, older, GzipTool.member("3")).originalTime());
  }

  @Test
  void shouldSayThatAFileIsUnfinishedWhereverItEnds() throws IOException {
    byte[] whole = GzipTool.join(GzipTool.member("first"), GzipTool.member("second"));
    int first = GzipTool.member("first").length;
    for (int length = 0; length < whole.length; length++) {
      Read read = read(Arrays.copyOf(whole, length));
      if (length == first) {
        assertNull(read.damage());
      } else {
        assertEquals(GzipDamage.Kind.UNFINISHED, read.damage().kind(), "at " + length);
        assertEquals(length, read.damage().compressed());
      }
      assertTrue("firstsecond".startsWith(read.text()));
    }
  }

  @Test
  void shouldTakeZerosAtTheEndForPadding() throws IOException {
    Read read = read(GzipTool.member("text"), new byte[100_000]);

    assertNull(read.damage());
    assertEquals("text", read.text());
  }

  @Test
  void shouldTellOtherBytesAtTheEnd() throws IOException {
    byte[] member = GzipTool.member("text");
    Read read = read(member, new byte[] {0, 0, 'x'});

    assertEquals("text", read.text());
    assertEquals(GzipDamage.Kind.BROKEN, read.damage().kind());
    assertEquals(member.length + 3, read.damage().compressed());
  }

  @Test
  void shouldReadUpToWhereTheDataIsBroken() throws IOException {
    byte[] member = GzipTool.member("x".repeat(50) + "y");
    byte[] broken = GzipTool.join(Arrays.copyOf(member, 10), new byte[] {(byte) 0xFF, 1, 2, 3});
    Read read = read(GzipTool.member("text"), broken);

    assertEquals("text", read.text());
    assertEquals(GzipDamage.Kind.BROKEN, read.damage().kind());
  }

  @Test
  void shouldReadOnBehindAWrongChecksumAndTellWhereItBegan() throws IOException {
    byte[] second = GzipTool.member("second");
    second[second.length - 8] ^= 1;
    Read read = read(GzipTool.member("first"), second, GzipTool.member("third"));

    assertEquals("firstsecondthird", read.text());
    assertEquals(GzipDamage.Kind.CHECKSUM, read.damage().kind());
    assertEquals(5, read.damage().from());
  }

  @Test
  void shouldTellAWrongLength() throws IOException {
    byte[] member = GzipTool.member("text");
    member[member.length - 1] ^= 1;

    assertEquals(GzipDamage.Kind.CHECKSUM, read(member).damage().kind());
  }

  @Test
  void shouldTellAFileThatNeverWasOne() throws IOException {
    Read read = read("a plain text".getBytes(StandardCharsets.UTF_8));

    assertEquals(GzipDamage.Kind.FOREIGN, read.damage().kind());
    assertEquals(0, read.bytes().length);
  }

  private Read read(byte[]... parts) throws IOException {
    Path file = folder.resolve("file.gz");
    Files.write(file, GzipTool.join(parts));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    byte[] buffer = new byte[5000];
    try (FileChannel channel = FileChannel.open(file);
        GzipStream stream = new GzipStream(channel)) {
      for (int count; (count = stream.read(buffer, 0, buffer.length)) >= 0; ) {
        bytes.write(buffer, 0, count);
      }
      assertEquals(bytes.size(), stream.position());
      return new Read(
          bytes.toByteArray(), stream.damage(), stream.members(), stream.originalTime());
    }
  }
}
