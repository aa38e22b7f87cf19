package io.sluice.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.benchmarks.measure.Comparison;
import io.sluice.benchmarks.measure.Mark;
import io.sluice.benchmarks.measure.Measurement;
import io.sluice.benchmarks.measure.Quantity;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class ChartTest {

  private static final Quantity RATE = Quantity.LINES_PER_SECOND;
  private static final Mark REACHED = Mark.ratioAtLeast(RATE, 0.5);
  private static final Mark MISSED = Mark.ratioAtLeast(RATE, 0.9);

  @Test
  void shouldDrawBarsAsLongAsTheMedians() throws Exception {
    Document drawn = draw(comparison("line", REACHED));

    assertEquals(480, width(only(drawn, "rect", "yardstick")), 0.1);
    assertEquals(360, width(only(drawn, "rect", "ours")), 0.1);
  }

  @Test
  void shouldShowWhereAMarkIsAndWhetherItIsReached() throws Exception {
    Document drawn = draw(comparison("line", REACHED, MISSED));
    double begin = number(only(drawn, "rect", "ours"), "x");

    assertEquals(begin + 240, number(only(drawn, "line", "reached"), "x1"), 0.1);
    assertEquals(begin + 432, number(only(drawn, "line", "missed"), "x1"), 0.1);
  }

  @Test
  void shouldNameEverythingAsItIsCalled() throws Exception {
    Document drawn = draw(comparison("<a & b>"));
    List<String> texts = new ArrayList<>();
    for (Element text : all(drawn, "text")) {
      texts.add(text.getTextContent());
    }

    assertTrue(texts.contains("source"), texts.toString());
    assertTrue(texts.contains("<a & b> beside ready lines"), texts.toString());
    assertTrue(texts.contains("lines/s"), texts.toString());
    assertTrue(texts.contains("300,000 (300,000 to 300,000)"), texts.toString());
  }

  @Test
  void shouldHaveRoomForAll() throws Exception {
    Document drawn = draw(comparison("one", REACHED), comparison("other", MISSED));
    double height = number(drawn.getDocumentElement(), "height");

    for (Element bar : all(drawn, "rect")) {
      double bottom = number(bar, "y") + number(bar, "height");
      assertTrue(bottom <= height, bottom + " of " + height);
    }
  }

  @Test
  void shouldDrawWhatIsMeasuredByItselfAndIsZero() throws Exception {
    Comparison alone =
        new Comparison(
            "alone", Optional.empty(), List.of(Mark.valueAtMost(Quantity.P99_MILLISECONDS, 0)));
    alone.add(new Measurement().with(Quantity.P99_MILLISECONDS, 0));

    assertEquals(0, width(only(draw(alone), "rect", "ours")));
  }

  private static Comparison comparison(String name, Mark... marks) {
    Comparison comparison = new Comparison(name, Optional.of("ready lines"), List.of(marks));
    comparison.add(new Measurement().with(RATE, 300_000), new Measurement().with(RATE, 400_000));
    return comparison;
  }

  private static Document draw(Comparison... comparisons) throws Exception {
    String svg = Chart.of("source", List.of(comparisons));
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(svg)));
  }

  private static Element only(Document document, String tag, String style) {
    List<Element> found =
        all(document, tag).stream().filter(one -> one.getAttribute("class").equals(style)).toList();
    assertEquals(1, found.size(), style);
    return found.get(0);
  }

  private static List<Element> all(Document document, String tag) {
    NodeList found = document.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static double width(Element bar) {
    return number(bar, "width");
  }

  private static double number(Element of, String attribute) {
    return Double.parseDouble(of.getAttribute(attribute));
  }
}
