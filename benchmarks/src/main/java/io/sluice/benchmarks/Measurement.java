package io.sluice.benchmarks;

/**
 * What one run has shown.
 *
 * @param linesPerSecond between the first tenth of the records in Kafka and the last
 * @param cpuSecondsPerMillionLines of the worker, from the connector's start to its end
 * @param peakMegabytes the most memory that the worker ever had, resident
 */
record Measurement(double linesPerSecond, double cpuSecondsPerMillionLines, long peakMegabytes) {}
