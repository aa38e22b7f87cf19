package io.sluice.connect.elasticsearch.bulk;

/**
 * How many operations a target had answered, of those sent for the first time, when one met an
 * error of the server: what it answers from then on tells of that one.
 *
 * @param taken so many were carried out before that answer
 * @param takenWith so many before it and in it
 * @param refused to so many, before that answer, it gave an error of the server; or they were held
 *     behind one, for their id
 */
record TriesBefore(long taken, long takenWith, long refused) {}
