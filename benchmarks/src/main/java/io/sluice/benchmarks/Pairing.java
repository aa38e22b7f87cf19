package io.sluice.benchmarks;

/**
 * Something of Sluice's beside its yardstick.
 *
 * @param mark the ratio of lines a second that is to be reached
 * @param cpuMark the ratio of CPU time a line that is not to be exceeded; infinite where there is
 *     none
 */
record Pairing(Contestant ours, Contestant yardstick, double mark, double cpuMark) {}
