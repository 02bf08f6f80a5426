package org.adaptationlab.run.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.guard.AdapterParityGuard;
import org.adaptationlab.guard.AnswerPair;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.run.adapter.ReadyAdapter;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.train.TrainerAnswer;

/**
 * Asks a served adapter what its trainer asked it, greedily and not limited to the labels, and lays the answers side by
 * side. Says nothing of an adapter whose trainer left no answers.
 */
final class AdapterParity implements RunGuard {

    private static final int MOST_EXAMPLES = 5;

    /** Of an answer that differs, enough to be seen. */
    private static final int LEAST_TOKENS = 48;

    private final SamplingOptions sampling;
    private final TimeShares shares;

    /** @param sampling of the run */
    AdapterParity(SamplingOptions sampling, TimeShares shares) {
        this.sampling = sampling;
        this.shares = shares;
    }

    @Override
    public List<GuardResult> adapterServed(
            String label, ReadyAdapter adapter, ServedModel adapted, PromptBuilder prompts) {
        List<TrainerAnswer> said =
                adapter.answers().stream().limit(MOST_EXAMPLES).toList();
        if (said.isEmpty()) {
            return List.of();
        }
        long start = shares.mark();
        try {
            return List.of(compared(label, adapted, said));
        } catch (GenerationException e) {
            return List.of(AdapterParityGuard.unknown(label, String.valueOf(e.getMessage())));
        } finally {
            shares.addModel(shares.secondsSince(start));
        }
    }

    private GuardResult compared(String label, ServedModel adapted, List<TrainerAnswer> said)
            throws GenerationException {
        List<AnswerPair> pairs = new ArrayList<>();
        for (TrainerAnswer answer : said) {
            Generation served = adapted.generate(new GenerationRequest(answer.messages(), greedy(answer), null));
            pairs.add(new AnswerPair(
                    label,
                    answer.example(),
                    answer.rendered(),
                    answer.target(),
                    answer.answer(),
                    answer.cut(),
                    served.text(),
                    answer.promptTokens(),
                    served.usage().input()));
        }
        boolean nothing = pairs.stream().allMatch(pair -> pair.server().isBlank())
                && pairs.stream().noneMatch(AnswerPair::same);
        return nothing
                ? AdapterParityGuard.unknown(
                        label, "its answers were empty, as those of a model that thinks first are when they are cut")
                : AdapterParityGuard.judge(label, pairs);
    }

    /** Room for what the trainer said, as far as the context goes: servers refuse what could not fit. */
    private SamplingOptions greedy(TrainerAnswer answer) {
        int prompt = Objects.requireNonNullElse(answer.promptTokens(), 0);
        int said = Objects.requireNonNullElse(
                answer.maxTokens(),
                answer.answer().codePointCount(0, answer.answer().length()));
        int tokens = Math.min(Math.max(LEAST_TOKENS, said), sampling.contextTokens() - prompt);
        return new SamplingOptions(0, sampling.seed(), 1, sampling.contextTokens())
                .withMaxOutputTokens(Math.max(1, tokens));
    }
}
