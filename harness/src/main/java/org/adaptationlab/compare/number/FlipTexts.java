package org.adaptationlab.compare.number;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.compare.finding.ModeComparison.FlippedExample;
import org.adaptationlab.compare.finding.ModeComparison.Flips;
import org.adaptationlab.compare.side.ModePair;
import org.adaptationlab.compare.side.RowPlaces;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.summary.ExampleNumbers;
import org.jspecify.annotations.Nullable;

/** Finds the examples that flipped, and reads the texts of some of them from both sides. */
public final class FlipTexts {

    private static final int TEXT_CHARACTERS = 200;

    private final Map<Asked, Said> found = new HashMap<>();

    /** The file of a side, and where what stands in it. */
    public record Texts(RunSource source, RowPlaces rows) {}

    /** An example of a mode. */
    private record Asked(String mode, String exampleId) {}

    /** What one side has on an example: the first of its rows. */
    private record Said(@Nullable String slice, String target, String answer) {}

    private FlipTexts() {}

    /**
     * The flips of each mode; their rows are read from both files once more.
     *
     * @param most flips kept of each mode
     */
    public static Map<String, Flips> read(
            Map<String, ModePair> modes, ExampleNumbers ids, Texts baseline, Texts contender, int most) {
        Map<String, List<Integer>> chosen = new HashMap<>();
        BitSet before = new BitSet();
        BitSet after = new BitSet();
        modes.forEach((mode, scores) -> {
            List<Integer> flips = chosen(scores, most);
            chosen.put(mode, flips);
            for (int i : flips) {
                int example = scores.paired().examples()[i];
                before.set(baseline.rows().of(mode, example));
                after.set(contender.rows().of(mode, example));
            }
        });
        FlipTexts baselineTexts = new FlipTexts().read(baseline, before);
        FlipTexts contenderTexts = new FlipTexts().read(contender, after);
        Map<String, Flips> all = new HashMap<>();
        modes.forEach((mode, scores) -> {
            List<FlippedExample> examples = chosen.getOrDefault(mode, List.of()).stream()
                    .map(i -> {
                        Asked asked = new Asked(mode, ids.id(scores.paired().examples()[i]));
                        return example(asked, scores, i, baselineTexts.said(asked), contenderTexts.said(asked));
                    })
                    .toList();
            all.put(mode, new Flips(count(scores, true), count(scores, false), examples));
        });
        return all;
    }

    private static List<Integer> chosen(ModePair scores, int most) {
        List<Integer> chosen = new ArrayList<>();
        for (boolean lost : List.of(true, false)) {
            for (int i = 0; i < scores.paired().examples().length && chosen.size() < most; i++) {
                if (scores.isFlipped(i) && isLost(scores, i) == lost) {
                    chosen.add(i);
                }
            }
        }
        return chosen;
    }

    private static int count(ModePair scores, boolean lost) {
        int n = 0;
        for (int i = 0; i < scores.paired().examples().length; i++) {
            n += scores.isFlipped(i) && isLost(scores, i) == lost ? 1 : 0;
        }
        return n;
    }

    private static boolean isLost(ModePair scores, int i) {
        return scores.before()[i] > scores.after()[i];
    }

    private FlipTexts read(Texts side, BitSet rows) {
        if (!rows.isEmpty()) {
            side.source()
                    .scan(rows, row -> found.putIfAbsent(new Asked(row.mode().mode(), row.exampleId()), said(row)));
        }
        return this;
    }

    private Said said(Asked asked) {
        return Objects.requireNonNull(found.get(asked), "the file changed while it was read");
    }

    private static Said said(ExampleResult row) {
        Outcome outcome = row.outcome();
        String answer = outcome.answer();
        String instead = Objects.requireNonNullElse(outcome.output(), Objects.requireNonNullElse(outcome.error(), ""));
        String slice = row.slice();
        return new Said(
                slice == null ? null : visible(slice),
                visible(row.target()),
                visible(answer != null ? answer : outcome.word() + (instead.isEmpty() ? "" : ": " + instead)));
    }

    private static FlippedExample example(Asked asked, ModePair scores, int i, Said before, Said after) {
        return new FlippedExample(
                visible(asked.exampleId()),
                after.slice(),
                after.target(),
                scores.before()[i],
                scores.after()[i],
                before.answer(),
                after.answer());
    }

    private static String visible(String text) {
        return VisibleText.of(text, TEXT_CHARACTERS);
    }
}
