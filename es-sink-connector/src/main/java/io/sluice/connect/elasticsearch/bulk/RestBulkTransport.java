package io.sluice.connect.elasticsearch.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.http.HttpEntity;
import org.apache.http.HttpHeaders;
import org.apache.http.entity.ContentType;
import org.apache.http.nio.entity.NByteArrayEntity;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.RequestOptions;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.ResponseListener;
import org.elasticsearch.client.RestClient;

/**
 * Posts bulk bodies as they are through the low-level client, and reads the answers on its I/O
 * thread.
 */
final class RestBulkTransport implements BulkTransport {

  /** Asks a server of version 9 to behave as version 8, too. */
  private static final ContentType NDJSON =
      ContentType.parse("application/vnd.elasticsearch+x-ndjson; compatible-with=8");

  private static final String JSON = "application/vnd.elasticsearch+json; compatible-with=8";

  private static final RequestOptions OPTIONS =
      RequestOptions.DEFAULT.toBuilder().addHeader(HttpHeaders.ACCEPT, JSON).build();

  private final RestClient client;
  private final String timeout;

  /** Null where bodies are not compressed. */
  private final GzipBodies gzip;

  /**
   * Makes a transport.
   *
   * @param requestTimeout after which the client gives up on an answer
   */
  RestBulkTransport(RestClient client, Duration requestTimeout, Compression compression) {
    this.client = client;
    this.timeout = Math.max(1, requestTimeout.toMillis() / 2) + "ms";
    this.gzip = compression == Compression.GZIP ? new GzipBodies() : null;
  }

  @Override
  public CompletionStage<BulkResponse> send(byte[] body, int length) {
    Request request = new Request("POST", "/_bulk");
    // Without it most of an answer repeats what was asked.
    request.addParameter("filter_path", "items.*.status,items.*.error");
    // How long Elasticsearch waits for an unassigned shard: it is to refuse the documents of that
    // one before the client gives up on all of them.
    request.addParameter("timeout", timeout);
    request.setOptions(OPTIONS);
    CompletableFuture<BulkResponse> answer = new CompletableFuture<>();
    if (gzip == null) {
      request.setEntity(new NByteArrayEntity(body, 0, length, NDJSON));
    } else {
      GzipBodies.Body compressed = gzip.compress(body, length);
      NByteArrayEntity entity =
          new NByteArrayEntity(compressed.array(), 0, compressed.size(), NDJSON);
      entity.setContentEncoding("gzip");
      request.setEntity(entity);
      answer.whenComplete((response, failure) -> gzip.release(compressed));
    }
    client.performRequestAsync(
        request,
        new ResponseListener() {
          @Override
          public void onSuccess(Response response) {
            complete(answer, () -> read(response));
          }

          @Override
          public void onFailure(Exception failure) {
            if (failure instanceof ResponseException refusal) {
              complete(answer, () -> readRefusal(refusal.getResponse()));
            } else {
              answer.completeExceptionally(failure);
            }
          }
        });
    return answer;
  }

  /**
   * Completes an answer with what comes of reading it. An exception that got out would stop the
   * client's I/O thread; an error is to stop it, but not without a word to whoever waits.
   */
  static void complete(CompletableFuture<BulkResponse> answer, Supplier<BulkResponse> reading) {
    try {
      answer.complete(reading.get());
    } catch (RuntimeException e) {
      answer.completeExceptionally(e);
    } catch (Error e) {
      answer.completeExceptionally(e);
      throw e;
    }
  }

  private static BulkResponse read(Response response) {
    int status = response.getStatusLine().getStatusCode();
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return BulkResponse.unreadable(status, "the answer has no body");
    }
    try (InputStream body = entity.getContent()) {
      return BulkResponseParser.parseItems(status, body);
    } catch (IOException e) {
      return BulkResponse.unreadable(status, "the answer cannot be read: " + e.getMessage());
    }
  }

  private static BulkResponse readRefusal(Response response) {
    int status = response.getStatusLine().getStatusCode();
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return BulkResponse.refused(status, ErrorCause.UNKNOWN);
    }
    try (InputStream body = entity.getContent()) {
      return BulkResponse.refused(status, BulkResponseParser.parseError(body));
    } catch (IOException e) {
      return BulkResponse.refused(status, new ErrorCause(null, e.getMessage()));
    }
  }
}
