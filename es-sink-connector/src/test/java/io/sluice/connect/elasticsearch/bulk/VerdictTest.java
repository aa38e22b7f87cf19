package io.sluice.connect.elasticsearch.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.connect.elasticsearch.operation.Operation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {

  @ParameterizedTest
  @CsvSource({
    "200,,INDEXED",
    "201,,INDEXED",
    "403,cluster_block_exception,RETRY",
    "429,cluster_block_exception,RETRY",
    "400,es_rejected_execution_exception,RETRY",
    "429,es_rejected_execution_exception,RETRY",
    "429,circuit_breaking_exception,RETRY",
    "502,,RETRY",
    "503,unavailable_shards_exception,RETRY",
    "504,,RETRY",
    "409,version_conflict_engine_exception,DUPLICATE",
    "409,some_other_exception,RETRY_LIMITED",
    "404,index_not_found_exception,MISSING_INDEX",
    "404,some_other_exception,FATAL",
    "400,index_closed_exception,FATAL",
    "400,invalid_index_name_exception,FATAL",
    "400,validation_exception,FATAL",
    "400,routing_missing_exception,FATAL",
    "400,document_parsing_exception,MALFORMED",
    "400,mapper_parsing_exception,MALFORMED",
    "400,strict_dynamic_mapping_exception,MALFORMED",
    "400,illegal_argument_exception,MALFORMED",
    "400,not_a_cluster_block_exception_really,MALFORMED",
    "400,,MALFORMED",
    "413,,MALFORMED",
    "422,,MALFORMED",
    "500,find_match,MALFORMED",
    "500,fail_processor_exception,MALFORMED",
    "500,null_pointer_exception,RETRY_LIMITED",
    "500,node_closed_exception,RETRY",
    "500,mapper_exception,RETRY",
    "500,translog_exception,RETRY",
    "500,receive_timeout_transport_exception,RETRY",
    "500,send_request_transport_exception,RETRY",
    "500,node_not_connected_exception,RETRY",
    "502,node_not_connected_exception,RETRY",
    "500,node_disconnected_exception,RETRY",
    "500,connect_transport_exception,RETRY",
    "500,already_closed_exception,RETRY",
    "500,shard_not_in_primary_mode_exception,RETRY",
    "503,index_shard_not_started_exception,RETRY",
    "404,index_shard_closed_exception,RETRY",
    "404,shard_not_found_exception,RETRY",
    "404,illegal_index_shard_state_exception,RETRY",
    "404,index_shard_recovering_exception,RETRY",
    "404,index_shard_relocated_exception,RETRY",
    "500,runtime_exception,RETRY_LIMITED",
    "507,,RETRY_LIMITED",
    "401,security_exception,FATAL",
    "403,security_exception,FATAL",
    "405,,FATAL",
    "0,,FATAL"
  })
  void shouldJudgeItems(int status, String type, Verdict verdict) {
    assertEquals(verdict, Verdict.ofItem(Operation.CREATE, status, type));
  }

  @ParameterizedTest
  @CsvSource({
    "CREATE,409,version_conflict_engine_exception,DUPLICATE",
    "INDEX,409,version_conflict_engine_exception,STALE",
    "DELETE,409,version_conflict_engine_exception,STALE",
    "UPDATE,409,version_conflict_engine_exception,RETRY",
    "UPDATE,409,some_other_exception,RETRY_LIMITED",
    "DELETE,404,,ABSENT",
    "DELETE,404,index_not_found_exception,MISSING_INDEX",
    "DELETE,404,some_other_exception,FATAL",
    "INDEX,404,,FATAL",
    "UPDATE,404,document_missing_exception,FATAL",
    "DELETE,429,es_rejected_execution_exception,RETRY",
    "UPDATE,400,document_parsing_exception,MALFORMED"
  })
  void shouldJudgeItemsByTheirOperation(
      Operation operation, int status, String type, Verdict verdict) {
    assertEquals(verdict, Verdict.ofItem(operation, status, type));
  }

  @ParameterizedTest
  @CsvSource({
    "200,,INDEXED",
    "403,cluster_block_exception,RETRY",
    "503,cluster_block_exception,RETRY",
    "400,es_rejected_execution_exception,RETRY",
    "408,,RETRY",
    "429,,RETRY",
    "502,,RETRY",
    "503,,RETRY",
    "504,,RETRY",
    "413,,DIVIDE",
    "400,,FATAL",
    "400,media_type_header_exception,FATAL",
    "400,action_request_validation_exception,DIVIDE",
    "400,illegal_argument_exception,DIVIDE",
    "500,,RETRY_LIMITED",
    "500,node_closed_exception,RETRY",
    "500,receive_timeout_transport_exception,RETRY",
    "507,,RETRY_LIMITED",
    "301,,FATAL",
    "401,security_exception,FATAL",
    "403,security_exception,FATAL",
    "404,,FATAL",
    "405,,FATAL",
    "406,,FATAL"
  })
  void shouldJudgeRequests(int status, String type, Verdict verdict) {
    assertEquals(verdict, Verdict.ofRequest(status, type));
  }
}
