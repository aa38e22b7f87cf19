package io.sluice.connect.filetail.file;

import java.util.Locale;

/** What can happen to a log and to its reader; each is a method of {@link Scenario}, too. */
enum Action implements Weighted {
  WRITE(20, 3),
  BEGIN_LINE(6, 99),
  END_LINE(3, 0),
  WRITE_LATE(7, 3),
  WRITE_BESIDE_SUCCESSOR(3, 3),
  CREATE(3, 0),
  RENAME(8, 0),
  COPY_TRUNCATE(7, 7),
  COPY_TRUNCATE_IN_LINE(5, 7),
  TRUNCATE(4, 3),
  DELETE(3, 0),
  DELETE_WHILE_WRITING(2, 3),
  DELETE_ROTATED(4, 5),
  COMPRESS(6, 5),
  TAKE_FOLDER_AWAY(2, 2),
  WRITE_NEIGHBOURS(3, 0),
  POLL(6, 0),
  READ(14, 0),
  PASS_ROTATION_WAIT(4, 0),
  STOP(6, 0),
  CRASH(6, 11);

  /** Which of a hundred or so actions are of this kind. */
  private final int frequency;

  /** The argument is between 0 and this. */
  final int mostArgument;

  Action(int frequency, int mostArgument) {
    this.frequency = frequency;
    this.mostArgument = mostArgument;
  }

  @Override
  public int frequency() {
    return frequency;
  }

  /** The name of the method. */
  String method() {
    StringBuilder method = new StringBuilder();
    for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
      method.append(
          method.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return method.toString();
  }
}
