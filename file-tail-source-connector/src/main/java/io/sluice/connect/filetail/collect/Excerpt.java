package io.sluice.connect.filetail.collect;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The beginning of a list, as far as there is room for it.
 *
 * @param leftOut how many there are behind it; null where that is all
 */
record Excerpt<T>(List<T> shown, Integer leftOut) {

  /**
   * @param most how many are shown at most
   * @param bytes how much they may take together
   */
  static <T> Excerpt<T> of(List<T> all, int most, int bytes, ToIntFunction<T> size) {
    List<T> shown = new ArrayList<>();
    int left = bytes;
    for (T next : all) {
      left -= size.applyAsInt(next);
      if (left < 0 || shown.size() == most) {
        break;
      }
      shown.add(next);
    }
    return new Excerpt<>(
        List.copyOf(shown), shown.size() < all.size() ? all.size() - shown.size() : null);
  }
}
