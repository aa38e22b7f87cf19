package io.sluice.connect.elasticsearch.bulk;

import io.sluice.connect.elasticsearch.operation.Operation;
import java.util.Set;

/**
 * What an answer of Elasticsearch means for what was asked. This is the one place that says so, by
 * exact status and exact {@code error.type}, the first line that fits counting.
 *
 * <p>One operation in a bulk request that was answered 200. "Versioned" is a document with {@code
 * document.version}.
 *
 * <table>
 * <caption>Items</caption>
 * <tr><th>operation</th><th>status</th><th>error.type</th><th>verdict</th></tr>
 * <tr><td>any</td><td>2xx</td><td></td><td>INDEXED</td></tr>
 * <tr><td>any</td><td>any</td><td>cluster_block_exception (disk full, index read-only), es_rejected_execution_exception</td><td>RETRY</td></tr>
 * <tr><td>any</td><td>any</td><td>node_closed_exception, node_not_connected_exception, node_disconnected_exception, connect_transport_exception, send_request_transport_exception, receive_timeout_transport_exception: a node that goes down, or is not reached; most with 500, as is a document's own fault</td><td>RETRY</td></tr>
 * <tr><td>any</td><td>any</td><td>already_closed_exception, index_shard_closed_exception, index_shard_not_started_exception, shard_not_in_primary_mode_exception, shard_not_found_exception, illegal_index_shard_state_exception, index_shard_recovering_exception, index_shard_relocated_exception, translog_exception: a shard that closes, starts, moves, or cannot write</td><td>RETRY</td></tr>
 * <tr><td>any</td><td>any</td><td>mapper_exception: the master was too slow in adding fields to the mapping</td><td>RETRY</td></tr>
 * <tr><td>any</td><td>any</td><td>find_match (the processor dissect), fail_processor_exception (fail): the pipeline refuses the document, with 500</td><td>MALFORMED</td></tr>
 * <tr><td>any</td><td>429, 502, 503, 504</td><td>any</td><td>RETRY</td></tr>
 * <tr><td>create</td><td>409</td><td>version_conflict_engine_exception: the same id is there already</td><td>DUPLICATE</td></tr>
 * <tr><td>index, delete</td><td>409</td><td>version_conflict_engine_exception: it is versioned, and the same or a newer version is there</td><td>STALE</td></tr>
 * <tr><td>update</td><td>409</td><td>version_conflict_engine_exception: another writer came between reading and writing</td><td>RETRY</td></tr>
 * <tr><td>delete</td><td>404</td><td>none: there is no such document</td><td>ABSENT</td></tr>
 * <tr><td>any</td><td>404</td><td>index_not_found_exception</td><td>MISSING_INDEX</td></tr>
 * <tr><td>any</td><td>400</td><td>index_closed_exception, invalid_index_name_exception, routing_missing_exception (the mapping requires routing), validation_exception (too many shards)</td><td>FATAL</td></tr>
 * <tr><td>any</td><td>400, 413, 422</td><td>any other: the document does not fit the mapping, or is too large</td><td>MALFORMED</td></tr>
 * <tr><td>any</td><td>other 5xx, other 409</td><td>any: a defect, or a processor or script that fails on the document</td><td>RETRY_LIMITED</td></tr>
 * <tr><td>any</td><td>other</td><td>any: no permission, above all</td><td>FATAL</td></tr>
 * </table>
 *
 * <p>A pipeline that does not exist, and an alias without a write index, answer each document with
 * 400 and illegal_argument_exception, as a malformed one is answered: {@link ItemOutcomes} tells
 * them apart by their number, and the option's own pipeline by its name.
 *
 * <p>A whole request:
 *
 * <table>
 * <caption>Requests</caption>
 * <tr><th>status</th><th>error.type</th><th>verdict</th></tr>
 * <tr><td>2xx</td><td></td><td>INDEXED</td></tr>
 * <tr><td>any</td><td>cluster_block_exception, es_rejected_execution_exception, and those above of nodes, shards and the master</td><td>RETRY</td></tr>
 * <tr><td>408, 429, 502, 503, 504</td><td>any</td><td>RETRY</td></tr>
 * <tr><td>413</td><td>any</td><td>DIVIDE</td></tr>
 * <tr><td>400</td><td>none, or media_type_header_exception: whoever answered did not look at documents</td><td>FATAL</td></tr>
 * <tr><td>400</td><td>any other: one document can have the whole request refused</td><td>DIVIDE</td></tr>
 * <tr><td>other 5xx</td><td>any</td><td>RETRY_LIMITED</td></tr>
 * <tr><td>other</td><td>any: wrong credentials, wrong URL</td><td>FATAL</td></tr>
 * </table>
 */
enum Verdict {
  INDEXED,
  /** It was indexed before, so it is done. */
  DUPLICATE,
  /** Something newer is there, so it is done. */
  STALE,
  /** What is to be deleted is not there, so it is done. */
  ABSENT,
  /** It heals by itself or by an operator's hand; asked again for as long as it takes. */
  RETRY,
  /**
   * It may heal; asked again {@link #RETRY_LIMIT} times, and then it fails the task. An operation
   * that still meets a 5xx is malformed instead where its target takes others, and is asked again
   * where too few have been sent there to tell: see {@link ServerErrors}.
   */
  RETRY_LIMITED,
  /** The target was there once; it is ensured anew, unless that is not for us to do. */
  MISSING_INDEX,
  /** The document is at fault, and {@code behavior.on.malformed.documents} decides. */
  MALFORMED,
  /**
   * Sent again as two halves, until a single document is left, which is then malformed; unless one
   * after another is refused alike, and none let in: see {@link LoneRefusals}.
   */
  DIVIDE,
  /** Somebody must change the cluster or the configuration; the task fails. */
  FATAL;

  static final int RETRY_LIMIT = 10;

  /** What heals, or is healed, without the document being changed. */
  private static final Set<String> PASSING =
      Set.of(
          "cluster_block_exception",
          "es_rejected_execution_exception",
          "node_closed_exception",
          "node_not_connected_exception",
          "node_disconnected_exception",
          "connect_transport_exception",
          "send_request_transport_exception",
          "receive_timeout_transport_exception",
          "already_closed_exception",
          "index_shard_closed_exception",
          "index_shard_not_started_exception",
          "shard_not_in_primary_mode_exception",
          "shard_not_found_exception",
          "illegal_index_shard_state_exception",
          "index_shard_recovering_exception",
          "index_shard_relocated_exception",
          "translog_exception",
          // Itself; what a document brings about has types of its own.
          "mapper_exception");

  /** What a pipeline refuses is answered 500, unless by an illegal_argument_exception. */
  private static final Set<String> REFUSED_BY_PIPELINE =
      Set.of("find_match", "fail_processor_exception");

  private static final Set<String> UNUSABLE_TARGET =
      Set.of(
          "index_closed_exception",
          "invalid_index_name_exception",
          "routing_missing_exception",
          "validation_exception");

  /** Whether nothing of it is left to be done. */
  boolean isDone() {
    return this == INDEXED || this == DUPLICATE || this == STALE || this == ABSENT;
  }

  /** Whether the same may be sent again. */
  boolean mayHeal() {
    return this == RETRY || this == RETRY_LIMITED || this == MISSING_INDEX;
  }

  static Verdict ofItem(Operation operation, int status, String type) {
    if (status >= 200 && status < 300) {
      return INDEXED;
    }
    if (type != null && PASSING.contains(type)) {
      return RETRY;
    }
    if (type != null && REFUSED_BY_PIPELINE.contains(type)) {
      return MALFORMED;
    }
    return switch (status) {
      case 429, 502, 503, 504 -> RETRY;
      case 409 ->
          "version_conflict_engine_exception".equals(type) ? ofConflict(operation) : RETRY_LIMITED;
      case 404 -> {
        if (operation == Operation.DELETE && type == null) {
          yield ABSENT;
        }
        yield "index_not_found_exception".equals(type) ? MISSING_INDEX : FATAL;
      }
      case 400 -> type != null && UNUSABLE_TARGET.contains(type) ? FATAL : MALFORMED;
      case 413, 422 -> MALFORMED;
      default -> status >= 500 && status < 600 ? RETRY_LIMITED : FATAL;
    };
  }

  private static Verdict ofConflict(Operation operation) {
    return switch (operation) {
      case CREATE -> DUPLICATE;
      case INDEX, DELETE -> STALE;
      case UPDATE -> RETRY;
    };
  }

  static Verdict ofRequest(int status, String type) {
    if (status >= 200 && status < 300) {
      return INDEXED;
    }
    if (type != null && PASSING.contains(type)) {
      return RETRY;
    }
    return switch (status) {
      case 408, 429, 502, 503, 504 -> RETRY;
      case 413 -> DIVIDE;
      case 400 -> type == null || type.equals("media_type_header_exception") ? FATAL : DIVIDE;
      default -> status >= 500 && status < 600 ? RETRY_LIMITED : FATAL;
    };
  }
}
