package io.sluice.connect.filetail.file;

import static io.sluice.connect.filetail.file.Scenario.numbered;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The {@link KnownScenariosTest known scenarios} in which a file is deleted, so that another may
 * get its inode, or the folder is away.
 */
class KnownDeletionScenariosTest {

  @TempDir Path folder;

  @Test
  void shouldFetchTheUnreadTailFromTheCopyWhenTheFolderComesBack() throws IOException {
    numbered(Wording.SHORT).beginLine(0).copyTruncate(0).takeFolderAway(0).check(folder);
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
  void shouldNotTakeWhatCameAfterADeletedFileForItsCopy() throws IOException {
    new Scenario(Naming.NUMBERED, Wording.SHORT, 4)
        .rename()
        .create()
        .copyTruncate(7)
        .read()
        .deleteWhileWriting(0)
        .write(0)
        .rename()
        .check(folder);
  }

  @Test
  void shouldReadOnceWhatWasSeenOfAWaitingFileAndCopiedAway() throws IOException {
    numbered(Wording.SHORT)
        .delete()
        .write(0)
        .copyTruncateInLine(0)
        .passRotationWait()
        .write(0)
        .takeFolderAway(0)
        .copyTruncateInLine(0)
        .check(folder);
  }

  @Test
  void shouldPutWhatADeletedFileHeldLastBeforeItsSuccessor() throws IOException {
    new Scenario(Naming.NUMBERED, Wording.ALIKE_BEGINNINGS, 3)
        .deleteWhileWriting(0)
        .write(0)
        .write(3)
        .write(2)
        .copyTruncate(2)
        .beginLine(0)
        .read()
        .delete()
        .create()
        .rename()
        .writeBesideSuccessor(0)
        .check(folder);
  }

  @Test
  void shouldNotTakeWhatCameAfterAFileForItsCopyThoughThereIsNoRoomForIt() throws IOException {
    new Scenario(Naming.NUMBERED, Wording.SHORT, 3)
        .rename()
        .beginLine(0)
        .read()
        .truncate(1)
        .rename()
        .write(0)
        .copyTruncate(0)
        .read()
        .deleteRotated(1)
        .check(folder);
  }

  @Test
  void shouldReadWhatWasCopiedFromAFileThatWasRenamedAndDeletedEmpty() throws IOException {
    numbered(Wording.SHORT)
        .copyTruncate(0)
        .poll()
        .write(0)
        .copyTruncateInLine(0)
        .rename()
        .write(0)
        .read()
        .deleteRotated(0)
        .check(folder);
  }

  @Test
  void shouldReadAFileThatGotTheInodeAndTheNameOfAnEmptyOne() throws IOException {
    numbered(Wording.SHORT)
        .copyTruncate(0)
        .copyTruncate(6)
        .copyTruncate(0)
        .passRotationWait()
        .deleteWhileWriting(0)
        .deleteRotated(4)
        .read()
        .write(0)
        .rename()
        .check(folder);
  }

  @Test
  void shouldReadACopyThatGotTheInodeAndTheNameOfAnEmptyFile() throws IOException {
    numbered(Wording.SHORT)
        .copyTruncateInLine(0)
        .copyTruncateInLine(0)
        .copyTruncateInLine(7)
        .rename()
        .write(0)
        .deleteRotated(2)
        .rename()
        .write(0)
        .copyTruncate(0)
        .rename()
        .check(folder);
  }

  @Test
  void shouldReadWhatWasCopiedAwayUnseenThoughTheFileIsRenamedAndTheFolderAway()
      throws IOException {
    numbered(Wording.SHORT)
        .truncate(0)
        .read()
        .write(0)
        .copyTruncateInLine(0)
        .rename()
        .write(0)
        .read()
        .takeFolderAway(0)
        .check(folder);
  }
}
