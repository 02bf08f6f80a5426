package org.adaptationlab.run.record;

import java.util.List;
import org.adaptationlab.adapt.Answer;
import org.adaptationlab.adapt.Passage;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.Timings;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.score.Scorer;
import org.adaptationlab.score.Target;
import org.jspecify.annotations.Nullable;

/** Judges answers, outside the clock, and puts them into result rows. */
public final class Outcomes {

    /** Why an answer is empty that was cut before it began. */
    private static final String THINKING = "the tokens were used up by thinking, before an answer began";

    private final Scorer scorer;

    public Outcomes(Scorer scorer) {
        this.scorer = scorer;
    }

    /** The row of an answered example. */
    public ExampleResult answered(ModeIdentity mode, Example example, int repetition, Answer answer) {
        Generation generation = answer.generation();
        Timings timings = generation.timings();
        CallMeasurement measurement = new CallMeasurement(
                generation.usage().input(),
                generation.usage().output(),
                timings.loadMs(),
                answer.retrieveMs(),
                timings.ttftMs(),
                timings.prefillMs(),
                timings.decodeMs(),
                timings.totalMs(),
                generation.usage().thinking(),
                timings.thinkMs(),
                timings.firstTokenMs(),
                generation.usage().cached());
        return new ExampleResult(
                mode,
                example.id(),
                example.slice(),
                repetition,
                outcome(generation, example),
                example.target(),
                measurement,
                answer.passages().stream().map(Passage::id).toList(),
                goldRank(answer.passages(), example.doc()),
                generation.retries(),
                example.answerable(),
                example.doc());
    }

    /** The row of an example whose call failed for good. */
    public ExampleResult failed(ModeIdentity mode, Example example, int repetition, GenerationException failure) {
        String reason = String.valueOf(failure.getMessage());
        Outcome outcome = failure.isPromptTooLong() ? new Outcome.Truncated(null, reason) : new Outcome.Failed(reason);
        return new ExampleResult(
                mode,
                example.id(),
                example.slice(),
                repetition,
                outcome,
                example.target(),
                CallMeasurement.NONE,
                List.of(),
                null,
                failure.retries(),
                example.answerable(),
                example.doc());
    }

    private Outcome outcome(Generation generation, Example example) {
        if (generation.finish() == Generation.Finish.LENGTH) {
            boolean thinking = generation.thinking() == Generation.Thinking.UNFINISHED;
            return new Outcome.Truncated(generation.text(), thinking ? THINKING : null);
        }
        return scorer.parse(generation.text())
                .<Outcome>map(answer -> new Outcome.Answered(
                        generation.text(),
                        answer,
                        scorer.judge(answer, target(example)).score()))
                .orElseGet(() -> new Outcome.Unparsed(generation.text()));
    }

    /** What an answer to an example is held against. */
    static Target target(Example example) {
        return new Target(example.target(), example.aliases(), example.answerable());
    }

    private static @Nullable Integer goldRank(List<Passage> passages, @Nullable String gold) {
        for (int i = 0; i < passages.size(); i++) {
            if (passages.get(i).source().equals(gold)) {
                return i + 1;
            }
        }
        return null;
    }
}
