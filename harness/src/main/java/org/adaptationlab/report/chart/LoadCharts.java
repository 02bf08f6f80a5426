package org.adaptationlab.report.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adaptationlab.cost.ServingCost;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.result.LoadCosts;
import org.adaptationlab.result.LoadCosts.ModeCost;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.load.LoadCurve;
import org.adaptationlab.result.load.LoadLevel;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/** Pictures of a measured load. */
public final class LoadCharts {

    private static final int LOOKS = 6;
    private static final int NAME_CHARACTERS = 14;
    private static final int STEPS_PER_DECADE = 12;
    private static final double DECADES = 3;
    private static final double JUST_ABOVE = 1 + 1e-6;

    private LoadCharts() {}

    /** Throughput and latency over the number in flight, then cost over the volume; what has no figures is left out. */
    public static List<Chart> of(LoadResults load, LoadCosts costs) {
        return Stream.of(
                        over(
                                load,
                                "Answered requests per second over requests in flight; bars: spread of the repetitions",
                                "requests/s",
                                Figures::rate,
                                level -> level.requestsPerS(),
                                LoadLevel::requestsPerSSpread),
                        over(
                                load,
                                "Time for an answer, 95th percentile, over requests in flight",
                                "time",
                                Figures::time,
                                level -> level.mean(point -> point.total().p95()),
                                level -> null),
                        over(
                                load,
                                "Time to the first token, 95th percentile, over requests in flight",
                                "time",
                                Figures::time,
                                level -> level.mean(point -> point.ttft().p95()),
                                level -> null),
                        volume(load, costs))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Chart> over(
            LoadResults load,
            String title,
            String unit,
            Function<Double, String> label,
            Function<LoadLevel, @Nullable Double> figure,
            Function<LoadLevel, @Nullable Interval> spread) {
        List<LoadCurve> curves = load.curves();
        List<Double> all = curves.stream()
                .flatMap(curve -> curve.levels().stream())
                .map(figure)
                .filter(Objects::nonNull)
                .toList();
        double most = all.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        if (most <= 0) {
            return Optional.empty();
        }
        Chart.Drawing drawing = Chart.Drawing.ofLines(inFlight(curves), Axis.linear(0, most, 4, label::apply));
        for (int i = 0; i < curves.size(); i++) {
            draw(drawing, curves.get(i), "s" + i % LOOKS, figure, spread);
        }
        return Optional.of(drawing.chart(title, "requests in flight", unit));
    }

    private static void draw(
            Chart.Drawing drawing,
            LoadCurve curve,
            String look,
            Function<LoadLevel, @Nullable Double> figure,
            Function<LoadLevel, @Nullable Interval> spread) {
        List<double[]> points = new ArrayList<>();
        for (LoadLevel level : curve.levels()) {
            Double value = figure.apply(level);
            if (value == null) {
                continue;
            }
            double x = place(level.inFlight());
            points.add(new double[] {x, value});
            drawing.dot("on " + look, x, value);
            Interval range = spread.apply(level);
            if (range != null) {
                drawing.line("range " + look, List.of(new double[] {x, range.low()}, new double[] {x, range.high()}));
            }
        }
        if (!points.isEmpty()) {
            drawing.line(look, points);
            double[] last = points.get(points.size() - 1);
            drawing.label(look, last[0], last[1], VisibleText.of(curve.mode(), NAME_CHARACTERS));
        }
    }

    private static double place(int inFlight) {
        return Math.log(inFlight) / Math.log(2);
    }

    /** Doublings apart, a tick at each number that was measured. */
    private static Axis inFlight(List<LoadCurve> curves) {
        List<Integer> numbers = curves.stream()
                .flatMap(curve -> curve.levels().stream())
                .map(LoadLevel::inFlight)
                .distinct()
                .sorted()
                .toList();
        double low = place(numbers.get(0)) - 0.3;
        double high = place(numbers.get(numbers.size() - 1)) + 0.3;
        return new Axis(
                low,
                high,
                false,
                numbers.stream()
                        .map(number -> new Axis.Tick(
                                Axis.rounded(100 * (place(number) - low) / (high - low)), Integer.toString(number)))
                        .toList());
    }

    private static Optional<Chart> volume(LoadResults load, LoadCosts costs) {
        List<ModeCost> priced =
                costs.modes().stream().filter(mode -> mode.cost() != null).toList();
        if (priced.isEmpty() || !(costs.shown() > 0)) {
            return Optional.empty();
        }
        Axis x = Axis.log(costs.shown() / Math.pow(10, DECADES), costs.shown(), Figures::whole);
        double[] ends = priced.stream()
                .flatMapToDouble(mode -> DoubleStream.of(x.low(), costs.shown())
                        .map(volume -> thousand(Objects.requireNonNull(mode.cost()), volume)))
                .toArray();
        double least = DoubleStream.concat(
                        DoubleStream.of(ends),
                        priced.stream()
                                .mapToDouble(mode -> 1000
                                        * Objects.requireNonNull(mode.cost()).atCapacityUsd()))
                .min()
                .orElse(1);
        Chart.Drawing drawing = Chart.Drawing.ofLines(
                x, Axis.log(least, DoubleStream.of(ends).max().orElse(1), CostCharts::dollars));
        for (int i = 0; i < priced.size(); i++) {
            ServingCost cost = Objects.requireNonNull(priced.get(i).cost());
            List<double[]> points = volumes(cost, x.low(), costs.shown()).stream()
                    .map(volume -> new double[] {volume, thousand(cost, volume)})
                    .toList();
            drawing.line("s" + i % LOOKS, points);
            double[] last = points.get(points.size() - 1);
            drawing.label(
                    "s" + i % LOOKS,
                    last[0],
                    last[1],
                    VisibleText.of(priced.get(i).mode().mode(), NAME_CHARACTERS));
        }
        Double wanted = load.record().requestsPerHour();
        if (wanted != null && wanted >= x.low() && wanted <= costs.shown()) {
            priced.forEach(mode -> drawing.dot("off", wanted, thousand(Objects.requireNonNull(mode.cost()), wanted)));
        }
        return Optional.of(drawing.chart(
                "Cost over the volume, idle time and added machines included"
                        + (wanted == null ? "" : "; circles: at the lab's requests-per-hour"),
                "requests per hour",
                "cost of 1,000 requests"));
    }

    /** Evenly on the logarithmic axis, with both sides of each step. */
    private static List<Double> volumes(ServingCost cost, double low, double high) {
        int steps = (int) Math.ceil(Math.log10(high / low) * STEPS_PER_DECADE);
        DoubleStream even =
                IntStream.rangeClosed(0, steps).mapToDouble(i -> low * Math.pow(high / low, (double) i / steps));
        DoubleStream sides = cost.steps(high).stream()
                .filter(step -> step >= low)
                .flatMapToDouble(step -> DoubleStream.of(step, step * JUST_ABOVE));
        return DoubleStream.concat(even, sides).sorted().boxed().toList();
    }

    private static double thousand(ServingCost cost, double perHour) {
        return 1000 * cost.requestUsd(perHour);
    }
}
