package org.adaptationlab.report.words;

/**
 * How a metric is spoken of. Most are shares of right answers; others, such as a field F1, give half a point for half an
 * answer, so that their mean is no such share.
 *
 * @param name such as {@code field F1}
 * @param shareOfRight whether its mean is the share of answers that are right
 */
public record MetricWords(String name, boolean shareOfRight) {

    /** The words of a metric, by its name in result files. */
    public static MetricWords of(String metric) {
        return switch (metric) {
            case "field_f1" -> new MetricWords("field F1", false);
            case "token_f1" -> new MetricWords("token F1", false);
            default -> new MetricWords(metric.replace('_', ' '), true);
        };
    }

    /** Such as {@code 74.2 % of its answers are right}, {@code the field F1 of its answers is 74.2 %}. */
    public String sentence(double quality) {
        String percent = Figures.percent(quality);
        return shareOfRight ? percent + " of its answers are right" : "the " + name + " of its answers is " + percent;
    }

    /** Heads a column of it: {@code right}, {@code field F1}. */
    public String head() {
        return shareOfRight ? "right" : name;
    }

    /** What an answer is that counts as right: {@code right}, {@code above one half}. */
    public String right() {
        return shareOfRight ? "right" : "above one half";
    }

    /** What any other answer is. */
    public String wrong() {
        return shareOfRight ? "wrong" : "one half or less";
    }

    /** Heads a column of examples that two have right. */
    public String bothRight() {
        return "both " + right();
    }

    /** Heads a column of examples that neither of two has right. */
    public String bothWrong() {
        return "both " + wrong();
    }

    /** Names an axis of it: {@code right answers}, {@code field F1}. */
    public String axis() {
        return shareOfRight ? "right answers" : name;
    }
}
