package io.sluice.connect.filetail.file;

import static io.sluice.connect.filetail.file.Scenario.numbered;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sequences in which a line was lost or doubled once, which {@link FileTailPropertyTest} found; and
 * those of actions that it leaves out.
 *
 * <p>Here are those in which files are renamed, copied and truncated; see {@link
 * KnownDeletionScenariosTest} where one is deleted or the folder is away, and {@link
 * KnownCompressionScenariosTest} where one is compressed.
 */
class KnownScenariosTest {

  @TempDir Path folder;

  @Test
  void shouldReadWhatWasCopiedAwayAfterATruncationWithoutACopy() throws IOException {
    numbered(Wording.SHORT).truncate(1).copyTruncate(0).check(folder);
  }

  @Test
  void shouldReadWhatWasCopiedAwayBeforeAnythingOfItWasSeen() throws IOException {
    numbered(Wording.SHORT).truncate(0).read().beginLine(0).copyTruncate(0).check(folder);
  }

  @Test
  void shouldReadWhatWasCopiedAwayThoughTheFileIsRenamedEmpty() throws IOException {
    numbered(Wording.SHORT).truncate(0).poll().write(0).copyTruncate(0).rename().check(folder);
  }

  @Test
  void shouldReadACopyBeforeItsFileThatBeginsAlikeAndIsRenamed() throws IOException {
    numbered(Wording.ALIKE_BEGINNINGS).copyTruncateInLine(0).write(0).rename().check(folder);
  }

  @Test
  void shouldReadTheFirstOfTwoCopiesThatBeginAlike() throws IOException {
    numbered(Wording.ALIKE_BEGINNINGS)
        .rename()
        .write(0)
        .read()
        .copyTruncate(0)
        .beginLine(0)
        .copyTruncate(0)
        .check(folder);
  }

  @Test
  void shouldNoticeTheTruncationOfAFileThatWaitsThoughItBeginsAsBefore() throws IOException {
    numbered(Wording.ALIKE_BEGINNINGS)
        .rename()
        .write(0)
        .crash(0)
        .poll()
        .copyTruncate(0)
        .check(folder);
  }

  @Test
  void shouldNoticeATruncationBetweenTwoLooksThoughTheLinesEndAlike() throws IOException {
    numbered(Wording.ALIKE_ENDS)
        .write(0)
        .write(0)
        .copyTruncate(0)
        .write(1)
        .copyTruncate(2)
        .check(folder);
  }

  @Test
  void shouldNoticeATruncationBeforeTheFileWasRenamedThoughTheLinesEndAlike() throws IOException {
    numbered(Wording.ALIKE_ENDS).write(1).copyTruncate(0).write(1).rename().read().check(folder);
  }

  @Test
  void shouldNotReadACopyAgainThatEndsBeforeThePosition() throws IOException {
    numbered(Wording.SHORT).copyTruncate(3).stop().check(folder);
  }

  @Test
  void shouldNotReportWhatIsInATruncatedFileAsLost() throws IOException {
    numbered(Wording.SHORT).truncate(0).check(folder);
  }

  @Test
  void shouldReadRotationsInTheirOrderThoughTheFirstWasTruncatedBefore() throws IOException {
    numbered(Wording.SHORT)
        .copyTruncate(0)
        .write(0)
        .rename()
        .write(0)
        .rename()
        .read()
        .check(folder);
  }

  @Test
  void shouldReadARenamedFileWhileAllItsSuccessorsAreEmpty() throws IOException {
    numbered(Wording.SHORT)
        .rename()
        .create()
        .copyTruncate(0)
        .passRotationWait()
        .writeLate(0)
        .check(folder);
  }

  @Test
  void shouldReadTwoCopiesOfATruncatedFileThatBeginsAlike() throws IOException {
    numbered(Wording.ALIKE_BEGINNINGS)
        .rename()
        .crash(0)
        .write(1)
        .poll()
        .truncate(1)
        .write(1)
        .copyTruncate(0)
        .write(0)
        .copyTruncate(0)
        .check(folder);
  }

  @Test
  void shouldReadWhatAnotherWriterAddsToTheRenamedFileWithinTheRotationWait() throws IOException {
    Scenario renamed = numbered(Wording.SHORT).rename().write(0);
    for (int i = 0; i < 12; i++) {
      renamed = renamed.read();
    }
    renamed.writeBesideSuccessor(0).check(folder);
  }

  @Test
  void shouldReportWhatAnotherWriterAddsToTheRenamedFileAfterTheRotationWait() throws IOException {
    numbered(Wording.SHORT)
        .rename()
        .write(0)
        .passRotationWait()
        .writeBesideSuccessor(0)
        .check(folder);
  }

  @Test
  void shouldNotTakeASuccessorForACopyOfAnUnfinishedLineThatIsAlike() throws IOException {
    numbered(Wording.ALIKE_ENDS)
        .copyTruncate(0)
        .read()
        .beginLine(21)
        .poll()
        .rename()
        .write(0)
        .rename()
        .check(folder);
  }

  @Test
  void shouldReadASuccessorThatWasCopiedAwayBeforeALateLineAndARestart() throws IOException {
    numbered(Wording.SHORT)
        .rename()
        .write(0)
        .copyTruncate(0)
        .read()
        .writeBesideSuccessor(0)
        .stop()
        .read()
        .copyTruncateInLine(4)
        .check(folder);
  }

  @Test
  void shouldLookForACopyRatherThanGoOnInASuccessorThatBeginsAlike() throws IOException {
    numbered(Wording.ALIKE_BEGINNINGS)
        .truncate(2)
        .write(2)
        .copyTruncate(6)
        .rename()
        .write(1)
        .write(2)
        .crash(1)
        .read()
        .check(folder);
  }

  @Test
  void shouldJoinALineThatWasCopiedAwayInThreeParts() throws IOException {
    numbered(Wording.SHORT).beginLine(0).copyTruncateInLine(0).read().copyTruncate(0).check(folder);
  }

  @Test
  void shouldReportALateLineThoughAnotherFileIsLeftBeforeTheNextLook() throws IOException {
    numbered(Wording.SHORT)
        .rename()
        .write(0)
        .passRotationWait()
        .writeBesideSuccessor(0)
        .copyTruncate(0)
        .copyTruncate(2)
        .check(folder);
  }

  @Test
  void shouldJoinALineThoughTheFileItEndedInIsRenamedEmpty() throws IOException {
    numbered(Wording.SHORT)
        .beginLine(0)
        .copyTruncateInLine(0)
        .read()
        .copyTruncateInLine(0)
        .rename()
        .check(folder);
  }

  @Test
  void shouldReadACopyBeforeAFileThatWasEmptyAndIsRenamedAtTheNextLook() throws IOException {
    numbered(Wording.SHORT)
        .delete()
        .create()
        .read()
        .write(0)
        .copyTruncateInLine(0)
        .write(0)
        .rename()
        .check(folder);
  }
}
