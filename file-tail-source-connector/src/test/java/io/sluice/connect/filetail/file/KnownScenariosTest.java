package io.sluice.connect.filetail.file;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sequences in which a line was lost or doubled once, which {@link FileTailPropertyTest} found; and
 * those of actions that it leaves out.
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
  void shouldFetchTheUnreadTailFromTheCopyWhenTheFolderComesBack() throws IOException {
    numbered(Wording.SHORT).beginLine(0).copyTruncate(0).takeFolderAway(0).check(folder);
  }

  @Test
  void shouldNotReadACopyAgainThatEndsBeforeThePosition() throws IOException {
    numbered(Wording.SHORT).copyTruncate(3).stop().check(folder);
  }

  @Test
  void shouldNotTakeTheCopyOfADeletedFileForItsSuccessor() throws IOException {
    numbered(Wording.SHORT).copyTruncate(0).deleteWhileWriting(0).check(folder);
  }

  @Test
  void shouldNotTakeACopyInTheMakingForARotation() throws IOException {
    numbered(Wording.SHORT).delete().write(0).crash(0).copyTruncate(2).check(folder);
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
  void shouldReadWhatWasRotatedAwayAfterAnEmptyFileWasDeleted() throws IOException {
    numbered(Wording.SHORT)
        .truncate(0)
        .rename()
        .deleteRotated(0)
        .passRotationWait()
        .beginLine(0)
        .rename()
        .check(folder);
  }

  @Test
  void shouldReadACopyWithTheInodeOfAnEmptyFileThatWasLeft() throws IOException {
    numbered(Wording.SHORT)
        .copyTruncate(0)
        .rename()
        .write(0)
        .stop()
        .rename()
        .write(0)
        .rename()
        .passRotationWait()
        .write(0)
        .deleteRotated(2)
        .copyTruncate(0)
        .check(folder);
  }

  @Test
  void shouldReadACopyWithTheInodeOfAFileThatBeganAlike() throws IOException {
    numbered(Wording.ALIKE_BEGINNINGS)
        .rename()
        .write(0)
        .rename()
        .deleteRotated(5)
        .write(0)
        .passRotationWait()
        .beginLine(0)
        .copyTruncate(0)
        .check(folder);
  }

  @Test
  void shouldReadWhatWasCopiedAwayUnseenWhenTheFolderComesBack() throws IOException {
    numbered(Wording.SHORT)
        .copyTruncate(0)
        .read()
        .beginLine(0)
        .copyTruncate(0)
        .write(0)
        .takeFolderAway(0)
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
  void shouldReadACopyWithTheInodeOfACopyThatBeganAlikeAfterARestart() throws IOException {
    numbered(Wording.ALIKE_BEGINNINGS)
        .copyTruncate(0)
        .passRotationWait()
        .deleteWhileWriting(0)
        .deleteRotated(0)
        .read()
        .write(0)
        .stop()
        .copyTruncate(0)
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
  void shouldNotGoOnInAFileWithTheInodeOfADeletedOneThatBeganAlike() throws IOException {
    numbered(Wording.ALIKE_BEGINNINGS)
        .rename()
        .write(0)
        .read()
        .deleteWhileWriting(0)
        .passRotationWait()
        .crash(1)
        .check(folder);
  }

  @Test
  void shouldKnowTheFileAgainThatWasLeftBeforeAnEmptyOne() throws IOException {
    numbered(Wording.SHORT)
        .rename()
        .create()
        .copyTruncateInLine(6)
        .write(0)
        .takeFolderAway(1)
        .read()
        .stop()
        .writeBesideSuccessor(0)
        .rename()
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
  void shouldNotReportWhatIsInTheSecondOfTwoCopiesAsLost() throws IOException {
    numbered(Wording.SHORT)
        .copyTruncate(3)
        .copyTruncateInLine(6)
        .write(0)
        .takeFolderAway(0)
        .copyTruncateInLine(0)
        .check(folder);
  }

  @Test
  void shouldKnowTheFilesAgainThatWereLeftBeforeOneThatWasDeletedMeanwhile() throws IOException {
    numbered(Wording.SHORT)
        .rename()
        .write(0)
        .passRotationWait()
        .stop()
        .delete()
        .write(0)
        .read()
        .stop()
        .writeBesideSuccessor(0)
        .rename()
        .check(folder);
  }

  @Test
  void shouldNotTakeAnotherFileForAnEmptyOneThatIsDeletedBeforeMoreAreOpened() throws IOException {
    new Scenario(Naming.NUMBERED, Wording.SHORT, 3)
        .copyTruncateInLine(0)
        .copyTruncate(0)
        .crash(0)
        .write(0)
        .rename()
        .read()
        .deleteRotated(4)
        .check(folder);
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
  void shouldKnowHowRotationNamesFilesThoughTheLastOpenOneIsDeleted() throws IOException {
    new Scenario(Naming.NUMBERED, Wording.SHORT, 3)
        .stop()
        .rename()
        .beginLine(0)
        .copyTruncateInLine(0)
        .writeNeighbours()
        .copyTruncate(0)
        .copyTruncateInLine(0)
        .read()
        .deleteRotated(2)
        .check(folder);
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

  private static Scenario numbered(Wording wording) {
    return new Scenario(Naming.NUMBERED, wording);
  }
}
