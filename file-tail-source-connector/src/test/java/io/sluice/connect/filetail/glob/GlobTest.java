package io.sluice.connect.filetail.glob;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /log/*.log            | /log/a.log /log/.log /log/a.b.log /log/.a.log | /log/a.log.1 /log/b/a.log /a.log
          /log/a?.log           | /log/ab.log /log/a😀.log            | /log/a.log /log/abc.log
          /log/*                | /log/a /log/.hidden                           | /log/a/b /log
          /log/[abc]-[0-9].log  | /log/a-0.log /log/c-9.log                     | /log/d-0.log /log/a-x.log /log/a-10.log
          /log/[!a-c]           | /log/d /log/-                                 | /log/a /log/dd
          /log/[^a-c]           | /log/d                                        | /log/b
          /log/[]a]             | /log/] /log/a                                 | /log/b
          /log/[a-]             | /log/a /log/-                                 | /log/b
          /log/[\\]-]           | /log/] /log/-                                 | /log/b
          /log/[{,}]            | /log/{ /log/} /log/,                          | /log/a
          /log/{a,b}.log        | /log/a.log /log/b.log                         | /log/ab.log /log/c.log
          /log/a{,.1}           | /log/a /log/a.1                               | /log/a.2
          /log/{a,b{1,2*}}      | /log/a /log/b1 /log/b2x                       | /log/b /log/b3
          /{log,srv/app}/x      | /log/x /srv/app/x                             | /srv/x
          /log/a,b              | /log/a,b                                      | /log/a
          /log/**/x.log         | /log/x.log /log/a/x.log /log/a/b/c/x.log      | /x.log /log/x.log/y
          /log/**               | /log/a /log/a/b                               | /log /loga
          /**/a/**/b            | /a/b /x/a/y/z/b /a/a/b                        | /a /b /a/b/c
          /log/\\*.log          | /log/*.log                                    | /log/a.log
          /log/\\{a,b\\}        | /log/{a,b}                                    | /log/a
          /log/a*b*c            | /log/abc /log/aXbXbYc                         | /log/abcd /log/acb
          """)
  void shouldMatch(String glob, String matching, String others) {
    Glob parsed = Glob.parse(glob);

    for (String path : matching.split(" ")) {
      assertTrue(parsed.matches(Path.of(path)), path);
    }
    for (String path : others.split(" ")) {
      assertFalse(parsed.matches(Path.of(path)), path);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /log/{a,b      | the { at character 6 is not closed
          /log/{a,{b}    | the { at character 6 is not closed
          /log/a}        | the } at character 7 closes no {
          /log/[a        | the [ at character 6 is not closed
          /log/[a/b]     | the [ at character 6 is not closed before the next /
          /log/[]        | the [ at character 6 is not closed
          /log/[b-a]     | the range from b to a is empty
          /log/a\\       | stands before nothing
          /log/a\\/b*    | stands before nothing
          /log/**.log    | write **/*.log
          /log/a**       | ** must stand alone
          /log/{a,}/x    | without '.', '..' and '//'
          /log/{a,..}/x  | without '.', '..' and '//'
          /log/*/        | last '/'
          log/*          | absolute
          /{a,b,c,d}{a,b,c,d}{a,b,c,d}{a,b,c,d}{a,b} | more than 256 alternatives
          """)
  void shouldSayWhatIsWrong(String glob, String message) {
    IllegalArgumentException wrong =
        assertThrows(IllegalArgumentException.class, () -> Glob.parse(glob));

    assertTrue(wrong.getMessage().contains(message), wrong.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /var/log/*.log            | /var/log
          /var/log/nginx-*/a.log    | /var/log
          /var/log/**/a.log         | /var/log
          /var/log/{a,b/c}.log      | /var/log /var/log/b
          /{var,srv}/log/*          | /srv/log /var/log
          /*                        | /
          """)
  void shouldKnowTheFoldersToLookIn(String glob, String folders) {
    List<Path> expected = Arrays.stream(folders.split(" ")).map(Path::of).toList();
    List<Path> outermost =
        expected.stream()
            .filter(one -> expected.stream().noneMatch(o -> o != one && one.startsWith(o)))
            .toList();

    assertEquals(outermost, Glob.parse(glob).bases());
  }

  @Test
  void shouldKnowWhichFoldersMayHoldMatches() {
    Glob glob = Glob.parse("/var/log/app-*/current/*.log");

    assertTrue(glob.reachesBelow(Path.of("/")));
    assertTrue(glob.reachesBelow(Path.of("/var/log/app-1")));
    assertTrue(glob.reachesBelow(Path.of("/var/log/app-1/current")));
    assertFalse(glob.reachesBelow(Path.of("/var/log/app-1/old")));
    assertFalse(glob.reachesBelow(Path.of("/var/log/app-1/current/a.log")));
    assertTrue(Glob.parse("/var/**/a.log").reachesBelow(Path.of("/var/x/y/z")));
    assertFalse(Glob.parse("/var/**/a.log").reachesBelow(Path.of("/srv")));
  }

  @Test
  void shouldKnowWhichGlobsMayMeet() {
    Glob nginx = Glob.parse("/var/log/nginx/*.log");

    assertTrue(nginx.mayMeet(Glob.parse("/var/log/**/access.log")));
    assertTrue(Glob.parse("/var/log/**/access.log").mayMeet(nginx));
    assertTrue(nginx.mayMeet(Glob.parse("/var/log/*/access.log")));
    assertFalse(nginx.mayMeet(Glob.parse("/var/log/*.log")));
    assertFalse(nginx.mayMeet(Glob.parse("/var/log/redis/*.log")));
  }

  @Test
  void shouldTakeLittleTimeForAnyPattern() {
    Glob glob = Glob.parse("/" + "*a".repeat(40) + "b");
    Glob folders = Glob.parse("/**/a".repeat(20) + "/b");
    Path name = Path.of("/" + "a".repeat(250));
    Path deep = Path.of("/a".repeat(500));

    assertTimeoutPreemptively(
        Duration.ofSeconds(10),
        () -> {
          assertFalse(glob.matches(name));
          assertFalse(folders.matches(deep));
        });
  }

  @Test
  void shouldExcludeByNameAndByPath() {
    FilePattern pattern = FilePattern.of("/var/log/**/*.log", List.of("debug*", "/var/log/tmp/**"));

    assertTrue(pattern.matches(Path.of("/var/log/a/x.log")));
    assertFalse(pattern.matches(Path.of("/var/log/a/debug.log")));
    assertFalse(pattern.matches(Path.of("/var/log/tmp/a/x.log")));
  }
}
