package io.sluice.connect.elasticsearch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.connect.elasticsearch.ConfigRules.Problem;
import io.sluice.connect.elasticsearch.index.CreateMode;
import io.sluice.connect.elasticsearch.operation.OperationSettings;
import io.sluice.connect.elasticsearch.operation.WriteMethod;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.elasticsearch.client.Request;
import org.elasticsearch.client.Response;
import org.elasticsearch.client.ResponseException;
import org.elasticsearch.client.RestClient;

/**
 * Asks Elasticsearch whether whoever asks may do with each target what a task does: look whether it
 * is there, create it where it is not, and write to it. Any user may ask this of itself.
 */
final class PrivilegeCheck {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LOOK = "view_index_metadata";
  private static final String WRITE_NEW = "create_doc";
  private static final String OVERWRITE = "index";
  private static final String DELETE = "delete";
  private static final String CREATE_INDEX = "create_index";
  private static final String CREATE_AT_A_WRITE = "auto_configure";
  private static final String SEE_TEMPLATES = "manage_index_templates";

  private final List<TargetOptions.Known> targets;
  private final CreateMode mode;
  private final boolean installsTemplate;

  /** The privileges to write, each with what to call it in an error. */
  private final Map<String, String> writes;

  /**
   * @param targets the names that are known before any record is
   * @param operations what is done to documents there
   */
  PrivilegeCheck(
      List<TargetOptions.Known> targets,
      CreateMode mode,
      OperationSettings operations,
      boolean installsTemplate) {
    this.targets = List.copyOf(targets);
    this.mode = mode;
    this.writes = writes(operations);
    this.installsTemplate = installsTemplate;
  }

  /** What Elasticsearch 8 and 9 ask of the items of a bulk request. */
  private static Map<String, String> writes(OperationSettings operations) {
    Map<String, String> writes = new LinkedHashMap<>();
    if (operations.method() == WriteMethod.CREATE) {
      writes.put(WRITE_NEW, WRITE_NEW);
    } else {
      // An upsert is an update, which it takes as well; nothing of a document is read.
      writes.put(OVERWRITE, OVERWRITE + " (for write.method=" + operations.method() + ")");
    }
    if (operations.deletes()) {
      writes.put(DELETE, DELETE + " (for behavior.on.null.values=delete)");
    }
    return writes;
  }

  /**
   * Nothing where none is missing, or where this cluster does not ask who one is.
   *
   * @param timeLeft whether another request may be sent; what cannot be asked is taken to be well
   */
  List<Problem> run(RestClient client, BooleanSupplier timeLeft) throws IOException {
    if ((targets.isEmpty() && !installsTemplate) || !timeLeft.getAsBoolean()) {
      return List.of();
    }
    Request request = new Request("POST", "/_security/user/_has_privileges");
    request.setJsonEntity(question());
    JsonNode answer;
    try {
      answer = read(client.performRequest(request));
    } catch (ResponseException e) {
      // 400, 404, 405: a cluster without security; a task finds out about all others.
      return List.of();
    }
    List<Problem> problems = new ArrayList<>();
    for (TargetOptions.Known target : targets) {
      JsonNode held = answer.path("index").path(target.index());
      List<String> missing = missingToWrite(held);
      if (missing.isEmpty()) {
        List<String> missingToCreate = missingToCreate(held, answer.path("cluster"));
        if (!missingToCreate.isEmpty() && !exists(client, target.index(), timeLeft)) {
          missing = missingToCreate;
        }
      }
      if (!missing.isEmpty()) {
        problems.add(
            new Problem(
                target.option(),
                String.format(
                    "%s lacks the privilege%s %s, to write to %s with create=%s. Give it to its role or API key.",
                    who(answer),
                    missing.size() == 1 ? "" : "s",
                    String.join(" and ", missing),
                    target.index(),
                    mode)));
      }
    }
    if (installsTemplate
        && !holds(answer.path("cluster"), SEE_TEMPLATES)
        && !allExist(client, timeLeft)) {
      problems.add(
          new Problem(
              TemplateOptions.TEMPLATE_INSTALL_CONFIG,
              who(answer) + " lacks the cluster privilege " + SEE_TEMPLATES + "."));
    }
    return problems;
  }

  private List<String> missingToWrite(JsonNode held) {
    List<String> missing = new ArrayList<>();
    require(held, LOOK, missing);
    writes.forEach(
        (privilege, name) -> {
          if (!holds(held, privilege)) {
            missing.add(name);
          }
        });
    return missing;
  }

  /** What would be missing where the target is not there yet. */
  private List<String> missingToCreate(JsonNode held, JsonNode cluster) {
    List<String> missing = new ArrayList<>();
    if (mode == CreateMode.INDEX) {
      require(held, CREATE_INDEX, missing);
    } else if (mode == CreateMode.DATA_STREAM) {
      if (!holds(held, CREATE_AT_A_WRITE) && !holds(held, CREATE_INDEX)) {
        missing.add(CREATE_AT_A_WRITE);
      }
      if (!holds(cluster, SEE_TEMPLATES)) {
        missing.add(
            SEE_TEMPLATES + " (of the cluster; not needed where the data stream is there before)");
      }
    }
    return missing;
  }

  /** Also where it cannot be told: a task finds out. */
  private static boolean exists(RestClient client, String index, BooleanSupplier timeLeft)
      throws IOException {
    if (!timeLeft.getAsBoolean()) {
      return true;
    }
    String path = "/" + URLEncoder.encode(index, StandardCharsets.UTF_8).replace("+", "%20");
    try {
      int status = client.performRequest(new Request("HEAD", path)).getStatusLine().getStatusCode();
      return status != 404;
    } catch (ResponseException e) {
      return true;
    }
  }

  /** A template is looked for and installed only for targets that are not there. */
  private boolean allExist(RestClient client, BooleanSupplier timeLeft) throws IOException {
    for (TargetOptions.Known target : targets) {
      if (!exists(client, target.index(), timeLeft)) {
        return false;
      }
    }
    return !targets.isEmpty();
  }

  private String question() {
    ObjectNode question = JSON.createObjectNode();
    if (!targets.isEmpty()) {
      ObjectNode indices = question.putArray("index").addObject();
      ArrayNode names = indices.putArray("names");
      targets.stream().map(TargetOptions.Known::index).distinct().forEach(names::add);
      ArrayNode asked = indices.putArray("privileges");
      asked.add(LOOK).add(CREATE_INDEX).add(CREATE_AT_A_WRITE);
      writes.keySet().forEach(asked::add);
    }
    question.putArray("cluster").add(SEE_TEMPLATES);
    return question.toString();
  }

  private static void require(JsonNode held, String privilege, List<String> missing) {
    if (!holds(held, privilege)) {
      missing.add(privilege);
    }
  }

  private static boolean holds(JsonNode held, String privilege) {
    return held.path(privilege).asBoolean();
  }

  private static String who(JsonNode answer) {
    String name = answer.path("username").asText();
    return name.isEmpty() ? "Whoever asks" : "User " + name;
  }

  private static JsonNode read(Response response) throws IOException {
    try (InputStream body = response.getEntity().getContent()) {
      return JSON.readTree(body);
    }
  }
}
