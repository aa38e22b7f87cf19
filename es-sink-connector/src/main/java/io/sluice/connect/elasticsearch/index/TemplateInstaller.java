package io.sluice.connect.elasticsearch.index;

import co.elastic.clients.elasticsearch.ElasticsearchAsyncClient;
import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import co.elastic.clients.elasticsearch._types.ErrorCause;
import co.elastic.clients.elasticsearch._types.ErrorResponse;
import co.elastic.clients.elasticsearch.indices.get.Feature;
import co.elastic.clients.json.JsonData;
import co.elastic.clients.transport.JsonEndpoint;
import co.elastic.clients.transport.endpoints.SimpleEndpoint;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Installs an index template for logs in ECS where no template matches a target, be it an index
 * template or, for an index, a legacy one. Where one does, whoever made it meant it for this
 * target, and ours would take its place.
 *
 * <p>It never blocks, and fails as {@link TargetEnsurer} does.
 */
public final class TemplateInstaller {

  private static final Logger LOG = LoggerFactory.getLogger(TemplateInstaller.class);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ElasticsearchAsyncClient client;
  private final String pattern;
  private final boolean dataStreams;

  /**
   * @param index the option, of whose names the template is for
   */
  public TemplateInstaller(ElasticsearchAsyncClient client, String index, CreateMode mode) {
    this.client = client;
    this.pattern = index.replaceAll("\\{[^}]*}", "*").replaceAll("\\*+", "*");
    this.dataStreams = mode == CreateMode.DATA_STREAM;
  }

  /** Sees to it that a template matches the target. */
  public CompletionStage<Void> install(String target) {
    return IndexTemplates.fetch(client)
        .thenCompose(
            templates ->
                templates.matching(target).isPresent()
                    ? CompletableFuture.<Void>completedFuture(null)
                    : putUnlessLegacy(target))
        .handle(
            (done, failure) ->
                failure == null
                    ? CompletableFuture.<Void>completedFuture(null)
                    : onFailure(target, causeOf(failure)))
        .thenCompose(stage -> stage);
  }

  /** An index template, ours too, has the legacy ones ignored. */
  private CompletionStage<Void> putUnlessLegacy(String target) {
    if (dataStreams) {
      return put(target);
    }
    return LegacyTemplates.fetch(client)
        .thenCompose(
            templates -> {
              Optional<String> legacy = templates.matching(target);
              if (legacy.isEmpty()) {
                return put(target);
              }
              LOG.info(
                  "No index template is installed for {}: legacy template {} matches it",
                  target,
                  legacy.get());
              return CompletableFuture.<Void>completedFuture(null);
            });
  }

  private CompletionStage<Void> put(String target) {
    String matching = patternFor(target);
    String name = "sluice-" + matching.replace("*", "all");
    return client
        ._transport()
        .performRequestAsync(
            JsonData.of(template(matching), client._jsonpMapper()),
            putTo(name),
            client._transportOptions())
        .handle(
            (response, failure) -> {
              if (failure == null) {
                LOG.info("Installed index template {} for {}", name, matching);
                return CompletableFuture.<Void>completedFuture(null);
              }
              return onRefused(target, failure);
            })
        .thenCompose(stage -> stage);
  }

  /**
   * Puts a template as it stands. The client's own class of templates writes them as the newest
   * servers read them: {@code match_mapping_type} as a list, which 8.7 does not understand.
   */
  private static JsonEndpoint<JsonData, JsonData, ErrorResponse> putTo(String name) {
    StringBuilder path = new StringBuilder("/_index_template/");
    SimpleEndpoint.pathEncode(name, path);
    return new SimpleEndpoint<>(
        "indices.put_index_template",
        request -> "PUT",
        request -> path.toString(),
        request -> Map.of(),
        request -> Map.of("create", "true"),
        request -> Map.of(),
        true,
        JsonData._DESERIALIZER);
  }

  /** Another task may have been quicker; whatever else is wrong then is what was said. */
  private CompletionStage<Void> onRefused(String target, Throwable failure) {
    if (!(causeOf(failure) instanceof ElasticsearchException refusal) || refusal.status() != 400) {
      return CompletableFuture.failedFuture(causeOf(failure));
    }
    return IndexTemplates.fetch(client)
        .thenAccept(
            templates -> {
              if (templates.matching(target).isEmpty()) {
                throw new UnusableTargetException(
                    String.format(
                        "No index template for %s can be installed: %s. Install one by yourself, and set template.install=none.",
                        target, reasons(refusal.error())));
              }
            });
  }

  /** What is wrong, and down to the last cause why: the first words alone may say nothing. */
  private static String reasons(ErrorCause error) {
    StringBuilder reasons = new StringBuilder(String.valueOf(error.reason()));
    for (ErrorCause cause = error.causedBy(); cause != null; cause = cause.causedBy()) {
      reasons.append(": ").append(cause.reason());
    }
    return reasons.toString();
  }

  /** A target that is there needs no template any more, so nor does it need the privilege. */
  private CompletionStage<Void> onFailure(String target, Throwable failure) {
    if (!(failure instanceof ElasticsearchException refusal) || refusal.status() != 403) {
      return CompletableFuture.failedFuture(failure);
    }
    return client
        .indices()
        .get(request -> request.index(target).features(Feature.Aliases))
        .handle(
            (found, unfound) -> {
              if (unfound == null) {
                LOG.warn(
                    "No index template for {} can be looked for or installed: {}. It is there already, and is used as it is.",
                    target,
                    refusal.error().reason());
                return CompletableFuture.<Void>completedFuture(null);
              }
              return CompletableFuture.<Void>failedFuture(
                  causeOf(unfound) instanceof ElasticsearchException answer
                          && (answer.status() == 403 || answer.status() == 404)
                      ? forbidden(target, refusal)
                      : causeOf(unfound));
            })
        .thenCompose(stage -> stage);
  }

  private static UnusableTargetException forbidden(String target, ElasticsearchException refusal) {
    return new UnusableTargetException(
        String.format(
            "No index template for %s can be installed: %s. Give the user or API key of this connector the cluster privilege manage_index_templates, or install one by yourself and set template.install=none.",
            target, refusal.error().reason()));
  }

  /** The names that the option makes; the target alone where that would be all names there are. */
  private String patternFor(String target) {
    boolean matches =
        !pattern.startsWith("*")
            && target.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
    return matches ? pattern : target;
  }

  private ObjectNode template(String matching) {
    try (InputStream in = TemplateInstaller.class.getResourceAsStream("logs-index-template.json")) {
      ObjectNode template = (ObjectNode) JSON.readTree(in);
      template.putArray("index_patterns").add(matching);
      if (!dataStreams) {
        template.remove("data_stream");
      }
      return template;
    } catch (IOException e) {
      throw new UncheckedIOException("logs-index-template.json of the plugin cannot be read", e);
    }
  }

  private static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
