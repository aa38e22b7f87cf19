package io.sluice.connect.filetail.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.config.etcd.EtcdValue;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people read of a change. */
class ListDiffTest {

  private static List<String> diff(String before, String after) {
    return ListDiff.of(
        new Change(
            "/k",
            Optional.ofNullable(before).map(text -> new EtcdValue(text, 7)),
            Optional.ofNullable(after),
            "source"));
  }

  @Test
  void shouldShowEachEntryThatChangesFieldByField() {
    assertEquals(
        List.of(
            "--- /k (revision 7)",
            "+++ /k",
            "@@ /b @@",
            " {",
            "   \"path\": \"/b\"",
            "-  \"topic\": \"t\"",
            "+  \"topic\": \"u\"",
            " }",
            "@@ /c @@",
            "+{",
            "+  \"path\": \"/c\"",
            "+}"),
        diff(
            "[{\"path\":\"/a\"},{\"path\":\"/b\",\"topic\":\"t\"}]",
            "[{\"path\":\"/a\"}, {\"path\":\"/b\",\"topic\":\"u\"}, {\"path\":\"/c\"}]"));
  }

  @Test
  void shouldShowKeysThatComeAndGo() {
    assertEquals(
        List.of("--- (no key)", "+++ /k", "@@ /a @@", "+{", "+  \"path\": \"/a\"", "+}"),
        diff(null, "{\"path\":\"/a\"}"));
    assertEquals(
        List.of(
            "--- /k (revision 7)", "+++ (no key)", "@@ /a @@", "-{", "-  \"path\": \"/a\"", "-}"),
        diff("{\"path\":\"/a\"}", null));
  }

  @Test
  void shouldShowNothingWhereOnlyTheSpellingChanges() {
    assertEquals(List.of(), diff("[{\"path\":\"/a\"}]", "{ \"path\" : \"/a\" }"));
  }

  @Test
  void shouldShowATextThatIsNoJsonAndTheSamePathTwice() {
    assertEquals(
        List.of(
            "--- /k (revision 7)",
            "+++ /k",
            "@@ not JSON @@",
            "-{oops",
            "@@ /a @@",
            "+{",
            "+  \"path\": \"/a\"",
            "+}",
            "@@ /a (2) @@",
            "+{",
            "+  \"path\": \"/a\"",
            "+}"),
        diff("{oops", "[{\"path\":\"/a\"},{\"path\":\"/a\"}]"));
  }
}
