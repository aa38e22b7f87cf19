package io.sluice.connect.filetail.file;

import static io.sluice.connect.filetail.file.Scenario.numbered;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The {@link KnownScenariosTest known scenarios} in which a rotated file is compressed. */
class KnownCompressionScenariosTest {

  @TempDir Path folder;

  @Test
  void shouldReadACompressedCopyWithTheInodeOfADeletedFileThatBeganAlike() throws IOException {
    numbered(Wording.ALIKE_BEGINNINGS)
        .deleteWhileWriting(0)
        .write(0)
        .read()
        .takeFolderAway(0)
        .write(0)
        .copyTruncate(6)
        .compress(0)
        .crash(1)
        .check(folder);
  }

  @Test
  void shouldNotTakeAnOlderCopyForTheOneThatWasCompressedAndBeginsAlike() throws IOException {
    numbered(Wording.ALIKE_BEGINNINGS)
        .copyTruncate(3)
        .rename()
        .write(0)
        .copyTruncate(2)
        .copyTruncateInLine(0)
        .rename()
        .compress(4)
        .check(folder);
  }

  @Test
  void shouldReadASuccessorThatWasCopiedAwayBeforeALateLineAndItsCompression() throws IOException {
    numbered(Wording.SHORT)
        .rename()
        .write(0)
        .copyTruncate(0)
        .read()
        .writeBesideSuccessor(0)
        .compress(0)
        .crash(0)
        .compress(1)
        .check(folder);
  }

  @Test
  void shouldNotReadATruncatedFileTwiceThatBeginsAlikeAndWasCompressed() throws IOException {
    numbered(Wording.ALIKE_BEGINNINGS).copyTruncate(3).write(0).rename().compress(0).check(folder);
  }

  @Test
  void shouldReadACompressedFileThatWasNoCopyOfTheOneBeforeItWhenMoreAreOpened()
      throws IOException {
    new Scenario(Naming.NUMBERED, Wording.SHORT, 4)
        .delete()
        .create()
        .copyTruncateInLine(0)
        .copyTruncateInLine(0)
        .beginLine(0)
        .copyTruncate(0)
        .read()
        .compress(0)
        .check(folder);
  }

  @Test
  void shouldReadOnBehindMoreEmptyCopiesThanMayBeOpen() throws IOException {
    new Scenario(Naming.NUMBERED, Wording.SHORT, 3)
        .copyTruncate(0)
        .compress(0)
        .copyTruncate(0)
        .copyTruncateInLine(0)
        .copyTruncateInLine(0)
        .copyTruncate(0)
        .copyTruncate(0)
        .stop()
        .copyTruncate(0)
        .rename()
        .check(folder);
  }

  @Test
  void shouldReadACompressedCopyInItsOrderOfWhatWasSeenBeforeItWasBegun() throws IOException {
    numbered(Wording.SHORT)
        .copyTruncate(0)
        .read()
        .write(0)
        .copyTruncate(2)
        .beginLine(0)
        .copyTruncate(0)
        .compress(4)
        .check(folder);
  }
}
