package io.sluice.connect.filetail.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FilePositionTest {

  @Test
  void shouldReadBackWhatItWrites() {
    FilePosition position =
        new FilePosition(
            1234,
            new FileIdentity(65024, 99),
            new HashedSpan(0, 1024, "0123456789abcdef"),
            new HashedSpan(1170, 64, "fedcba9876543210"),
            1_700_000_000_000L,
            3,
            Rotation.NONE);

    assertEquals(position, FilePosition.fromOffset(position.toOffset()));
    assertEquals(
        Map.of(
            "position", 1234L,
            "device", 65024L,
            "inode", 99L,
            "head", "0+1024:0123456789abcdef",
            "anchor", "1170+64:fedcba9876543210",
            "modified", 1_700_000_000_000L,
            "epoch", 3L),
        position.toOffset());
  }

  @Test
  void shouldReadBackHowTheFileStandsToOthers() {
    Rotation rotation =
        new Rotation(
            new FileIdentity(65024, 98),
            List.of(readFile(-96), readFile(Long.MAX_VALUE)),
            1_700_000_000_123_456_789L);
    FilePosition position =
        new FilePosition(12, new FileIdentity(65024, 99), null, null, null, 1, rotation);

    assertEquals(position, FilePosition.fromOffset(position.toOffset()));
    assertEquals(
        Map.ofEntries(
            Map.entry("position", 12L),
            Map.entry("device", 65024L),
            Map.entry("inode", 99L),
            Map.entry("epoch", 1L),
            Map.entry("copy_of_device", 65024L),
            Map.entry("copy_of_inode", 98L),
            Map.entry(
                "left",
                "65024:-96 0+22:0123456789abcdef 36+64:0123456789abcdef,"
                    + " 65024:9223372036854775807 0+22:0123456789abcdef 36+64:0123456789abcdef"),
            Map.entry("replaced", 1_700_000_000_123_456_789L)),
        position.toOffset());
  }

  private static ReadFile readFile(long inode) {
    return new ReadFile(
        new FileIdentity(65024, inode),
        new HashedSpan(0, 22, "0123456789abcdef"),
        new HashedSpan(36, 64, "0123456789abcdef"));
  }

  @Test
  void shouldTakeAPositionAlone() {
    assertEquals(
        new FilePosition(5, null, null, null, null, 0, Rotation.NONE),
        FilePosition.fromOffset(Map.of("position", 5)));
  }

  static Stream<Arguments> malformed() {
    return Stream.of(
        Arguments.of(Map.of(), "position is missing"),
        Arguments.of(Map.of("position", "5"), "position must be a whole number, is '5'"),
        Arguments.of(Map.of("position", 1.5), "position must be a whole number, is '1.5'"),
        Arguments.of(Map.of("position", -1), "position must be 0 or more, is -1"),
        Arguments.of(Map.of("position", 1, "inode", 2), "device and inode belong together"),
        Arguments.of(
            Map.of("position", 1, "copy_of_device", 2),
            "copy_of_device and copy_of_inode belong together"),
        Arguments.of(
            Map.of("position", 1, "left", "65024:97 0+22:0123456789abcdef"),
            "left: expected device:inode head anchor, found"),
        Arguments.of(Map.of("position", 1, "head", 7), "head must be a text, is '7'"),
        Arguments.of(Map.of("position", 1, "anchor", "x"), "anchor: expected start+length:hash"),
        Arguments.of(Map.of("position", 1, "postion", 2), "'postion' is no field"));
  }

  @ParameterizedTest
  @MethodSource("malformed")
  void shouldNameTheFieldThatIsWrong(Map<String, Object> offset, String message) {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> FilePosition.fromOffset(offset));

    assertTrue(wrong.getMessage().contains(message), wrong.getMessage());
  }
}
