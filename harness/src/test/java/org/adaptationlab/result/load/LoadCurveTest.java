package org.adaptationlab.result.load;

import static org.adaptationlab.result.load.LoadFixture.points;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.lab.ServiceLimits;
import org.junit.jupiter.api.Test;

class LoadCurveTest {

    private static final ServiceLimits HALF_A_SECOND = new ServiceLimits(null, null, 500.0, 0.01);

    @Test
    void aServerIsSaturatedWhereMoreInFlightGivesNoMore() {
        LoadCurve curve = curve(
                points("m", 1, 100, 120, 10, 10.1, 9.9),
                points("m", 4, 110, 150, 36, 37, 35),
                points("m", 16, 400, 450, 37, 36.5, 38));

        LoadCurve.Saturation found = curve.saturation().orElseThrow();

        assertThat(found.from().inFlight()).isEqualTo(4);
        assertThat(found.to().inFlight()).isEqualTo(16);
    }

    @Test
    void growthOfUnderATwentiethIsNone() {
        assertThat(curve(points("m", 1, 100, 120, 12, 12, 12), points("m", 4, 300, 400, 12.5, 12.4, 12.6))
                        .saturation())
                .isPresent();
        assertThat(curve(points("m", 1, 100, 120, 12, 12, 12), points("m", 4, 300, 400, 12.7, 12.8, 12.6))
                        .saturation())
                .isEmpty();
    }

    @Test
    void growthCountsHoweverFarTheRepetitionsSpread() {
        assertThat(curve(points("m", 1, 100, 120, 10, 14, 12), points("m", 4, 300, 400, 13, 15, 16))
                        .saturation())
                .isEmpty();
    }

    @Test
    void aServerThatGrowsOnIsNotSaturated() {
        LoadCurve curve =
                curve(points("m", 1, 100, 120, 10), points("m", 4, 100, 120, 40), points("m", 16, 100, 120, 160));

        assertThat(curve.saturation()).isEmpty();
        assertThat(curve.mayBeMore(null)).isTrue();
        assertThat(curve.mayBeMore(new ServiceLimits(null, null, 100.0, 0))).isFalse();
    }

    @Test
    void capacityIsTheMeasuredPointWithTheMostThatKeepsTheLimits() {
        LoadCurve curve =
                curve(points("m", 1, 100, 120, 10), points("m", 4, 200, 499, 20), points("m", 16, 400, 501, 40));

        assertThat(curve.capacity(HALF_A_SECOND).orElseThrow().inFlight()).isEqualTo(4);
        assertThat(curve.capacity(null).orElseThrow().inFlight()).isEqualTo(16);
        assertThat(curve.capacity(new ServiceLimits(10.0, null, null, 0))).isEmpty();
    }

    @Test
    void oneDisturbedRepetitionOfThreeDoesNotDecide() {
        List<LoadPoint> points = new ArrayList<>(points("m", 1, 100, 400, 10, 10));
        points.add(LoadFixture.point("m", 1, 3, 100, 900, 10, 0));
        assertThat(new LoadLevel(points).keeps(HALF_A_SECOND)).isTrue();

        points.add(LoadFixture.point("m", 1, 4, 100, 900, 10, 0));
        assertThat(new LoadLevel(points).keeps(HALF_A_SECOND)).isFalse();
    }

    @Test
    void failedRequestsBreakTheLimitsToo() {
        assertThat(new LoadLevel(List.of(LoadFixture.point("m", 1, 1, 100, 120, 10, 1))).keeps(HALF_A_SECOND))
                .isTrue();
        assertThat(new LoadLevel(List.of(LoadFixture.point("m", 1, 1, 100, 120, 10, 2))).keeps(HALF_A_SECOND))
                .isFalse();
    }

    @Test
    void theRankingTurnsWhereTheOtherModeIsCheaperAtCapacity() {
        List<LoadCurve> curves = LoadCurve.of(flat(
                points("rag", 1, 100, 120, 12, 12.1), // 83 ms of a machine each
                points("rag", 16, 800, 900, 20, 20.2),
                points("lora", 1, 125, 140, 8, 8.1),
                points("lora", 16, 200, 220, 80, 81)));

        LoadRanking byCost = LoadRanking.byCost(curves, null);

        assertThat(byCost.turned()).singleElement().satisfies(pair -> {
            assertThat(pair.first()).isEqualTo("rag");
            assertThat(pair.then()).isEqualTo("lora");
            assertThat(pair.aloneTimes()).isBetween(1.45, 1.55);
            assertThat(pair.loadedTimes()).isBetween(0.24, 0.26);
        });
        assertThat(LoadRanking.byLatency(curves).turned()).hasSize(1);
        assertThat(LoadRanking.byLatency(curves).loaded()).isEqualTo(16);
    }

    @Test
    void theRankingHasTheRatiosOfTheMeansThatTablesShow() {
        List<LoadCurve> curves = LoadCurve.of(flat(
                points("few-shot", 1, 500, 600, 1.92, 1.86, 1.86),
                points("few-shot", 16, 4700, 5000, 3.5, 3.22, 3.5),
                points("prompt", 1, 630, 700, 1.71, 1.68, 1.62),
                points("prompt", 16, 3950, 4800, 3.77, 4.58, 4.01)));

        assertThat(LoadRanking.byCost(curves, null).turned()).singleElement().satisfies(pair -> {
            assertThat(pair.aloneTimes()).isCloseTo((1.92 + 1.86 + 1.86) / (1.71 + 1.68 + 1.62), within(1e-12));
            assertThat(pair.loadedTimes()).isCloseTo((3.5 + 3.22 + 3.5) / (3.77 + 4.58 + 4.01), within(1e-12));
        });
        assertThat(LoadRanking.byLatency(curves).pairs())
                .singleElement()
                .satisfies(pair -> assertThat(pair.aloneTimes()).isCloseTo(630.0 / 500, within(1e-12)));
    }

    @Test
    void modesWhoseRepetitionsOverlapDoNotTurn() {
        List<LoadCurve> curves = LoadCurve.of(flat(
                points("a", 1, 100, 120, 10, 12),
                points("a", 16, 800, 900, 20, 20.2),
                points("b", 1, 100, 140, 9, 11),
                points("b", 16, 200, 220, 80, 81)));

        assertThat(LoadRanking.byCost(curves, null).turned()).isEmpty();
        assertThat(LoadRanking.byCost(curves, null).pairs()).singleElement().satisfies(pair -> {
            assertThat(pair.differAlone()).isFalse();
            assertThat(pair.differLoaded()).isTrue();
        });
    }

    @Test
    void modesWithoutACapacityAreNotRanked() {
        List<LoadCurve> curves = LoadCurve.of(flat(points("a", 1, 100, 120, 10), points("b", 1, 900, 990, 2)));

        assertThat(LoadRanking.byCost(curves, HALF_A_SECOND).pairs()).isEmpty();
    }

    @SafeVarargs
    private static List<LoadPoint> flat(List<LoadPoint>... levels) {
        List<LoadPoint> all = new ArrayList<>();
        for (List<LoadPoint> level : levels) {
            all.addAll(level);
        }
        return all;
    }

    @SafeVarargs
    private static LoadCurve curve(List<LoadPoint>... levels) {
        return LoadCurve.of(flat(levels)).get(0);
    }
}
