package io.sluice.benchmarks.sink;

import java.util.OptionalLong;

/**
 * What an index holds of documents that are numbered from 0 on.
 *
 * @param count of the documents
 * @param numbered those that have a number
 * @param least of the numbers
 * @param greatest of the numbers
 * @param repeated a number that several documents have, if there is one
 */
record Inventory(long count, long numbered, long least, long greatest, OptionalLong repeated) {

  /**
   * So many documents with as many different numbers, none of them below 0 or too large, are each
   * of them, once.
   *
   * @throws IllegalStateException unless each of so many is there exactly once
   */
  void require(long documents) {
    if (count != documents
        || numbered != documents
        || least != 0
        || greatest != documents - 1
        || repeated.isPresent()) {
      throw new IllegalStateException(
          "The index has not each of %d documents exactly once: %s".formatted(documents, this));
    }
  }
}
