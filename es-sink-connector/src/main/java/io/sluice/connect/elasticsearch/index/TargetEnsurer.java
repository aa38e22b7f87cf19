package io.sluice.connect.elasticsearch.index;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch.indices.Alias;
import co.elastic.clients.elasticsearch.indices.IndexState;
import co.elastic.clients.elasticsearch.indices.get.Feature;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Sees to it that documents can go to a name, as {@link CreateMode} says: an index, an alias or a
 * data stream.
 *
 * <p>It holds no state and never blocks. What it returns fails with {@link
 * UnusableTargetException}, with the client's {@link ElasticsearchException}, or with an {@link
 * java.io.IOException} where the cluster was not reached.
 */
public final class TargetEnsurer {

  private final ElasticsearchAsyncClient client;
  private final CreateMode mode;
  private final WriteMethod method;

  /**
   * An ensurer for one connector.
   *
   * @param method how documents are written, which is not possible everywhere
   */
  public TargetEnsurer(ElasticsearchAsyncClient client, CreateMode mode, WriteMethod method) {
    this.client = client;
    this.mode = mode;
    this.method = method;
  }

  public CompletionStage<Void> ensure(String name) {
    return find(name)
        .thenCompose(
            found ->
                switch (mode) {
                  case INDEX ->
                      found.isPresent() ? requireWritable(name, found.get()) : createIndex(name);
                  case DATA_STREAM ->
                      found.isPresent()
                          ? requireDataStream(name, found.get())
                          : requireDataStreamTemplate(name);
                  case NONE ->
                      found.isPresent() ? requireWritable(name, found.get()) : missing(name);
                });
  }

  /**
   * The indices behind the name, without their mappings; empty where there is nothing of that name.
   */
  private CompletionStage<Optional<Map<String, IndexState>>> find(String name) {
    return client
        .indices()
        .get(request -> request.index(name).features(Feature.Aliases))
        .handle(
            (response, failure) -> {
              if (failure == null) {
                return Optional.of(response.result());
              }
              if (causeOf(failure) instanceof ElasticsearchException refusal
                  && refusal.status() == 404
                  && "index_not_found_exception".equals(refusal.error().type())) {
                return Optional.empty();
              }
              throw new CompletionException(causeOf(failure));
            });
  }

  private CompletionStage<Void> createIndex(String name) {
    return client
        .indices()
        .create(request -> request.index(name))
        .handle(
            (response, failure) -> {
              if (failure == null) {
                return null;
              }
              // Another task was quicker.
              if (causeOf(failure) instanceof ElasticsearchException refusal
                  && "resource_already_exists_exception".equals(refusal.error().type())) {
                return null;
              }
              if (causeOf(failure) instanceof ElasticsearchException refusal
                  && refusal.status() == 400) {
                throw new UnusableTargetException(
                    String.format(
                        "Index %s cannot be created: %s. Where it is meant to be a data stream, set create=data-stream.",
                        name, refusal.error().reason()));
              }
              throw new CompletionException(causeOf(failure));
            });
  }

  private CompletionStage<Void> requireWritable(String name, Map<String, IndexState> indices) {
    boolean isDataStream = indices.values().stream().anyMatch(state -> state.dataStream() != null);
    if (isDataStream && method != WriteMethod.CREATE) {
      return CompletableFuture.failedFuture(
          new UnusableTargetException(
              String.format(
                  "%s is a data stream, which takes only new documents, and write.method is %s. Set write.method=create, or choose another name with index or topic.to.index.",
                  name, method)));
    }
    return requireWriteIndex(name, indices);
  }

  /**
   * Where the name is an alias of indices, there must be one of them that it writes to: documents
   * are refused one by one otherwise, with an error that is that of malformed documents.
   */
  private static CompletionStage<Void> requireWriteIndex(
      String name, Map<String, IndexState> indices) {
    List<Alias> aliases =
        indices.values().stream()
            .filter(state -> state.dataStream() == null)
            .map(state -> state.aliases().get(name))
            .filter(Objects::nonNull)
            .toList();
    boolean writable =
        aliases.stream().anyMatch(alias -> Boolean.TRUE.equals(alias.isWriteIndex()))
            || (aliases.size() == 1 && aliases.get(0).isWriteIndex() == null);
    if (aliases.isEmpty() || writable) {
      return done();
    }
    String index = new TreeSet<>(indices.keySet()).last();
    return CompletableFuture.failedFuture(
        new UnusableTargetException(
            String.format(
                "%s is an alias of %s without a write index. Name one, for instance: POST _aliases {\"actions\":[{\"add\":{\"index\":\"%s\",\"alias\":\"%s\",\"is_write_index\":true}}]}. Then restart the task.",
                name, count(indices), index, name)));
  }

  private static String count(Map<String, IndexState> indices) {
    return indices.size() == 1 ? "one index" : indices.size() + " indices";
  }

  private static CompletionStage<Void> requireDataStream(
      String name, Map<String, IndexState> indices) {
    if (indices.values().stream().allMatch(state -> state.dataStream() != null)) {
      return done();
    }
    return CompletableFuture.failedFuture(
        new UnusableTargetException(
            String.format(
                "%s exists and is not a data stream, but create=data-stream. Set create=index, or choose another name with index or topic.to.index.",
                name)));
  }

  private CompletionStage<Void> requireDataStreamTemplate(String name) {
    return IndexTemplates.fetch(client)
        .exceptionally(failure -> unreadTemplates(name, causeOf(failure)))
        .thenCompose(
            templates -> {
              Optional<IndexTemplates.Named> winner = templates.matching(name);
              if (winner.isPresent() && winner.get().template().makesDataStreams()) {
                return done();
              }
              return CompletableFuture.failedFuture(
                  new UnusableTargetException(noTemplate(name, winner)));
            });
  }

  private static IndexTemplates unreadTemplates(String name, Throwable failure) {
    if (failure instanceof ElasticsearchException refusal && refusal.status() == 403) {
      throw new UnusableTargetException(
          String.format(
              "Data stream %s does not exist, and whether an index template would make one cannot be seen: %s. Create it beforehand (PUT _data_stream/%s), or give the user or API key of this connector the cluster privilege manage_index_templates.",
              name, refusal.error().reason(), name));
    }
    throw new CompletionException(failure);
  }

  private static String noTemplate(String name, Optional<IndexTemplates.Named> winner) {
    String found =
        winner
            .map(
                named ->
                    "index template " + named.name() + ", which matches it, has no data_stream")
            .orElse("no index template matches it");
    return String.format(
        "Data stream %s does not exist, and %s. Install one, for instance: PUT _index_template/%s {\"index_patterns\":[\"%s\"],\"priority\":200,\"data_stream\":{}}. Or set create=index.",
        name, found, name, name);
  }

  private static CompletionStage<Void> missing(String name) {
    return CompletableFuture.failedFuture(
        new UnusableTargetException(
            String.format(
                "%s does not exist, and create=none. Create it, or set create=index or create=data-stream.",
                name)));
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedFuture(null);
  }

  private static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
