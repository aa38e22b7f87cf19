package io.sluice.benchmarks.latency;

import io.sluice.benchmarks.corpus.NumberedLine;
import io.sluice.benchmarks.stack.TopicFollower;

/** Lines in the hands of a consumer that reads what is committed. */
record KafkaArrivals(TopicFollower follower) implements Arrivals {

  @Override
  public int[] await() {
    return follower.poll().stream().mapToInt(NumberedLine::number).toArray();
  }

  @Override
  public void close() {
    follower.close();
  }
}
