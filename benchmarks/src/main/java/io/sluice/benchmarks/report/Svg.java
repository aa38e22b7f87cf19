package io.sluice.benchmarks.report;

import java.util.Locale;

/** A drawing as SVG text: what is drawn later covers what was drawn before. */
final class Svg {

  private static final String STYLE =
      """
      <style>
        text { font: 12px sans-serif; fill: #333 }
        .title { font-size: 16px; font-weight: bold }
        .name { font-weight: bold }
        .end { text-anchor: end }
        .paper { fill: #fff }
        .ours { fill: #2f6fb0 }
        .yardstick { fill: #b9c2cb }
        .spread { stroke: #222; stroke-width: 1 }
        .reached { stroke: #2a8a3e; stroke-width: 3 }
        .missed { stroke: #c0392b; stroke-width: 3 }
      </style>
      """;

  private final StringBuilder shapes = new StringBuilder();

  void rectangle(String style, double x, double y, double width, double height) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>%n",
            style,
            x,
            y,
            width,
            height));
  }

  void line(String style, double fromX, double fromY, double toX, double toY) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
            style,
            fromX,
            fromY,
            toX,
            toY));
  }

  /**
   * @param y of the letters' base line
   */
  void text(String style, double x, double y, String text) {
    shapes.append(
        String.format(
            Locale.ROOT,
            "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>%n",
            style,
            x,
            y,
            escape(text)));
  }

  /** The whole document. */
  String document(int width, int height) {
    return String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\""
                + " height=\"%2$d\">%n",
            width,
            height)
        + STYLE
        + shapes
        + "</svg>\n";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
