package io.sluice.localstack.cli;

import io.sluice.localstack.client.HttpProbe;
import io.sluice.localstack.client.KafkaProbe;
import io.sluice.localstack.process.RunFile;
import io.sluice.localstack.server.Part;
import java.io.IOException;
import java.net.URI;

/** How a server that was started is doing. */
enum Health {
  READY("ready"),
  NOT_ANSWERING("not answering"),
  ENDED("ended");

  private final String text;

  Health(String text) {
    this.text = text;
  }

  static Health of(RunFile server) {
    if (!server.session().isAlive()) {
      return ENDED;
    }
    try {
      return answers(server) ? READY : NOT_ANSWERING;
    } catch (IOException e) {
      return NOT_ANSWERING;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NOT_ANSWERING;
    }
  }

  private static boolean answers(RunFile server) throws IOException, InterruptedException {
    if (server.name().equals(Part.KAFKA.id())) {
      return KafkaProbe.listens(server.address());
    }
    URI url = URI.create(server.address());
    return server.name().equals(Part.ELASTICSEARCH.id())
        ? HttpProbe.elasticsearchAnswers(url)
        : HttpProbe.isHealthy(url);
  }

  @Override
  public String toString() {
    return text;
  }
}
