package io.sluice.connect.filetail.file;

import java.util.Random;

/** One of several kinds of steps, of which some come more often than others in random cases. */
public interface Weighted {

  /** How often it comes, beside the others. */
  int frequency();

  /** Any of them, by how often each comes. */
  static <T extends Weighted> T any(T[] all, Random random) {
    int sum = 0;
    for (T one : all) {
      sum += one.frequency();
    }
    int chosen = random.nextInt(sum);
    for (T one : all) {
      chosen -= one.frequency();
      if (chosen < 0) {
        return one;
      }
    }
    throw new IllegalStateException("the frequencies changed");
  }
}
