package org.adaptationlab.report.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.decide.BreakEven;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.Decision.Candidate;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.MetricWords;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/** Pictures of cost. */
public final class CostCharts {

    private static final double LOG_FROM = 12;
    private static final double LEAST_VOLUME = 1e5;
    private static final double MOST_VOLUME = 1e9;
    private static final int STEPS_PER_DECADE = 4;
    private static final int LOOKS = 6;

    private CostCharts() {}

    /** A mode as a point. */
    private record Point(String mode, double usd, double quality) {

        /** Whether no other is at least as good and as cheap; costs that differ by no more than {@code same} are the same. */
        boolean isFront(List<Point> all, double same) {
            return all.stream()
                    .noneMatch(other -> other.usd * (1 + same) <= usd
                            && other.quality >= quality
                            && (other.usd * (1 + same) < usd || other.quality > quality));
        }
    }

    /**
     * Cost of 1,000 requests against quality, with the Pareto front; null where no mode has both.
     *
     * @param metric how the quality is spoken of
     * @param claims where no costs are claimed there is no front
     */
    public static @Nullable Chart pareto(List<SummaryRow> modes, MetricWords metric, TimeClaims claims) {
        boolean claimed = claims.ofCosts();
        double same = claims.sameCost();
        List<Point> points = modes.stream()
                .filter(row -> row.quality().value() != null)
                .map(row -> new Point(
                        row.mode().mode(),
                        Objects.requireNonNullElse(row.costs().per1000Usd(), Double.NaN),
                        Objects.requireNonNullElse(row.quality().value(), Double.NaN)))
                .sorted(Comparator.comparingDouble(Point::usd))
                .toList();
        if (points.isEmpty() || !(points.get(0).usd() > 0)) {
            return null;
        }
        double least = points.get(0).usd();
        double most = points.get(points.size() - 1).usd();
        Chart.Drawing drawing = Chart.Drawing.ofPoints(
                most / least > LOG_FROM
                        ? Axis.log(least, most, CostCharts::dollars)
                        : Axis.linear(0, most, 4, CostCharts::dollars),
                Axis.share());
        List<double[]> front = new ArrayList<>();
        for (Point point : points) {
            if (point.isFront(points, same)) {
                if (!front.isEmpty()) {
                    front.add(new double[] {point.usd(), front.get(front.size() - 1)[1]});
                }
                front.add(new double[] {point.usd(), point.quality()});
            }
        }
        if (claimed) {
            drawing.line("front", front);
        }
        for (Point point : points) {
            String look = claimed && point.isFront(points, same) ? "on" : "off";
            drawing.dot(look, point.usd(), point.quality());
            drawing.label(look, point.usd(), point.quality(), point.mode());
        }
        return drawing.chart(
                claimed
                        ? "Cost against quality; the dashed line joins the modes that no other beats in both"
                        : "Cost as it was measured, against quality; no cost is claimed, so none is called the better",
                "cost of 1,000 requests",
                metric.axis());
    }

    /** What a request costs over the number of requests, both logarithmic; null where fewer than two modes have a price. */
    public static @Nullable Chart volume(Decision decision) {
        List<Candidate> priced = decision.candidates().stream()
                .filter(one -> one.requestUsd() != null && one.adaptUsd() != null && one.requestUsd() > 0)
                .toList();
        if (priced.size() < 2) {
            return null;
        }
        Axis x = Axis.log(1, lastVolume(decision), CostCharts::count);
        double least =
                priced.stream().mapToDouble(one -> each(one, x.high())).min().orElse(1);
        double most = priced.stream().mapToDouble(one -> each(one, 1)).max().orElse(1);
        Chart.Drawing drawing = Chart.Drawing.ofLines(x, Axis.log(least, most, CostCharts::dollars));
        int steps = (int) Math.round(Math.log10(x.high())) * STEPS_PER_DECADE;
        for (int i = 0; i < priced.size(); i++) {
            Candidate mode = priced.get(i);
            List<double[]> points = new ArrayList<>();
            for (int step = 0; step <= steps; step++) {
                double requests = Math.pow(10, (double) step / STEPS_PER_DECADE);
                points.add(new double[] {requests, each(mode, requests)});
            }
            drawing.line("s" + i % LOOKS, points);
            drawing.label("s" + i % LOOKS, x.high(), each(mode, x.high()), mode.mode());
        }
        for (BreakEven pair : decision.breakEvens()) {
            Double requests = pair.requests();
            if (requests != null && requests >= 1 && requests <= x.high()) {
                drawing.dot("off", requests, each(decision.candidate(pair.first()), requests));
            }
        }
        return drawing.chart(
                "Cost over the number of requests, with adapting shared among them; circles: break-even",
                "requests in all",
                "cost of 1,000 requests");
    }

    private static double lastVolume(Decision decision) {
        return Math.min(
                MOST_VOLUME,
                decision.breakEvens().stream()
                        .map(BreakEven::requests)
                        .filter(Objects::nonNull)
                        .mapToDouble(requests -> 10 * requests)
                        .reduce(LEAST_VOLUME, Math::max));
    }

    /** USD for 1,000 requests where there are so many in all. */
    private static double each(Candidate mode, double requests) {
        return 1000
                * (Objects.requireNonNullElse(mode.adaptUsd(), 0.0) / requests
                        + Objects.requireNonNullElse(mode.requestUsd(), 0.0));
    }

    static String dollars(double usd) {
        return "$" + Figures.plain(Axis.rounded(usd * 1e6) / 1e6);
    }

    private static String count(double requests) {
        if (requests >= 1e9) {
            return Figures.fixed(requests / 1e9, 0) + "G";
        }
        if (requests >= 1e6) {
            return Figures.fixed(requests / 1e6, 0) + "M";
        }
        return requests >= 1000 ? Figures.fixed(requests / 1000, 0) + "k" : Figures.fixed(requests, 0);
    }
}
