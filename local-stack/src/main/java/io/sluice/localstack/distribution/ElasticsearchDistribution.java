package io.sluice.localstack.distribution;

import io.sluice.localstack.server.ElasticsearchRelease;
import io.sluice.localstack.server.StartListener;
import java.nio.file.Path;

/** Elasticsearch as it is unpacked from the archive that the build fetches. */
public final class ElasticsearchDistribution {

  private ElasticsearchDistribution() {}

  /** The distribution's folder, with bin/ and config/ in it. */
  public static Path folder(ElasticsearchRelease release, StartListener listener) {
    String name = "elasticsearch-" + Versions.elasticsearch(release);
    return Cache.entry(
            name,
            folder -> {
              listener.preparing("elasticsearch", "unpacking " + name + " into " + Cache.folder());
              Archive.unpack(SourceTree.file("local-stack/target/" + name + ".zip"), folder);
            })
        .resolve(name);
  }
}
