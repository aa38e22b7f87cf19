package io.sluice.connect.elasticsearch.bulk;

/**
 * The answer to one operation of a bulk request that did not succeed.
 *
 * @param position of the operation in the request, from 0
 */
record ItemFailure(int position, int status, ErrorCause error) {

  String describe() {
    return "status " + status + ", " + error;
  }
}
