package io.sluice.connect.elasticsearch.bulk;

import java.util.List;

/**
 * The answer to a bulk request.
 *
 * @param status the HTTP status
 * @param items how many operations were answered, or -1 where the body could not be read
 * @param failures those of them that did not succeed, by position
 * @param error of the whole request where the status says so, or about a body that could not be
 *     read
 */
record BulkResponse(int status, int items, List<ItemFailure> failures, ErrorCause error) {

  static BulkResponse refused(int status, ErrorCause error) {
    return new BulkResponse(status, 0, List.of(), error);
  }

  static BulkResponse unreadable(int status, String why) {
    return new BulkResponse(status, -1, List.of(), new ErrorCause(null, why));
  }
}
