package org.adaptationlab.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.report.chart.Chart.Dot;
import org.adaptationlab.report.chart.Chart.Label;
import org.adaptationlab.report.words.MetricWords;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.junit.jupiter.api.Test;

class ChartTest {

    @Test
    void movesNamesApartThatWouldLieOnEachOther() {
        Chart.Drawing drawing = Chart.Drawing.ofLines(Axis.share(), Axis.share());
        for (String name : List.of("one", "two", "three")) {
            drawing.label("s0", 1, 0.5, name);
        }

        List<Double> places = drawing.chart("t", "x", "y").labels().stream()
                .map(Label::y)
                .sorted()
                .toList();

        assertThat(places.get(1) - places.get(0)).isGreaterThanOrEqualTo(12);
        assertThat(places.get(2) - places.get(1)).isGreaterThanOrEqualTo(12);
    }

    @Test
    void putsOnTheFrontTheModesThatNoOtherBeatsInCostAndQuality() {
        RunResults results = RunFixture.tickets();
        Chart chart = Objects.requireNonNull(CostCharts.pareto(
                List.copyOf(results.byMode().values()),
                MetricWords.of("accuracy"),
                new TimeClaims(null, null, TimeClaims.Costs.FOLLOW_TIMES)));

        assertThat(chart.dots()).extracting(Dot::look).containsExactly("on", "on", "off", "off", "off");
        assertThat(chart.labels())
                .filteredOn(label -> label.look().equals("on"))
                .extracting(Label::text)
                .containsExactlyInAnyOrder("prompt", "lora");

        Chart inDoubt = Objects.requireNonNull(CostCharts.pareto(
                List.copyOf(results.byMode().values()),
                MetricWords.of("accuracy"),
                new TimeClaims(null, "the machine was busy", TimeClaims.Costs.FOLLOW_TIMES)));
        assertThat(inDoubt.dots()).extracting(Dot::look).containsOnly("off");
        assertThat(inDoubt.lines()).isEmpty();
    }

    @Test
    void marksEveryBreakEvenThatThereIs() {
        RunResults results = RunFixture.tickets(Map.of("nearest", 0.6, "lora", 0.575));
        var decision = Objects.requireNonNull(results.provenance().decision());
        Chart chart = Objects.requireNonNull(CostCharts.volume(decision));

        assertThat(chart.lines()).hasSize(5);
        assertThat(chart.dots())
                .hasSize((int) decision.breakEvens().stream()
                        .filter(pair -> pair.requests() != null && pair.requests() >= 1)
                        .count())
                .isNotEmpty();
    }
}
