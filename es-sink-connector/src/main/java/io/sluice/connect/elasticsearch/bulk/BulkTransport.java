package io.sluice.connect.elasticsearch.bulk;

import java.util.concurrent.CompletionStage;

/** Sends bulk requests. */
interface BulkTransport {

  /**
   * Sends the first {@code length} bytes of {@code body}, which must stay as they are until the
   * answer is there. Never blocks.
   *
   * @return the answer, whatever its status; fails with an {@link java.io.IOException} where there
   *     was none
   */
  CompletionStage<BulkResponse> send(byte[] body, int length);
}
