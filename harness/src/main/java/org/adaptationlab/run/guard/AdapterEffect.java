package org.adaptationlab.run.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.guard.AdapterEffectGuard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.run.adapter.ReadyAdapter;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.plan.RunPlan;
import org.jspecify.annotations.Nullable;

/**
 * Asks two questions with and without an adapter, before a mode is measured: a training example, and an open one, so that
 * an adapter shows also where the base knows the labels already. Answers are greedy and not limited to the labels, where
 * two models would often agree by chance. The base is asked once for modes with the same prompts.
 */
final class AdapterEffect implements RunGuard {

    private static final int MAX_TOKENS = 24;
    private static final List<ChatMessage> OPEN_QUESTION = List.of(
            new ChatMessage(Role.SYSTEM, "You tell stories."),
            new ChatMessage(Role.USER, "What could be seen from the window of the night train?"));

    private final RunPlan plan;
    private final TimeShares shares;
    private final Map<List<GenerationRequest>, Answers> ofBase = new HashMap<>();

    /** What a model answered; {@code failure} is null where every question was answered. */
    private record Answers(List<String> texts, @Nullable String failure) {}

    AdapterEffect(RunPlan plan, TimeShares shares) {
        this.plan = plan;
        this.shares = shares;
    }

    /** Asks the base, unless it has been asked with these prompts. */
    @Override
    public void beforeAdapter(Supplier<ServedModel> base, PromptBuilder prompts) {
        ofBase.computeIfAbsent(probes(prompts), probes -> answers(base.get(), probes));
    }

    /** Asks the adapted model and compares; the base has been asked before. */
    @Override
    public List<GuardResult> adapterServed(
            String label, ReadyAdapter adapter, ServedModel adapted, PromptBuilder prompts) {
        List<GenerationRequest> probes = probes(prompts);
        Answers without = ofBase.getOrDefault(probes, new Answers(List.of(), "the base was not asked"));
        Answers with = answers(adapted, probes);
        String failure = Stream.of(without, with)
                .map(Answers::failure)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        if (failure != null) {
            return List.of(AdapterEffectGuard.unknown(label, failure));
        }
        int same = 0;
        for (int i = 0; i < probes.size(); i++) {
            same += with.texts.get(i).equals(without.texts.get(i)) ? 1 : 0;
        }
        return List.of(AdapterEffectGuard.judge(label, same, probes.size(), adapter.losses()));
    }

    private List<GenerationRequest> probes(PromptBuilder prompts) {
        SamplingOptions run = plan.sampling();
        SamplingOptions greedy =
                new SamplingOptions(0, run.seed(), 1, run.contextTokens()).withMaxOutputTokens(MAX_TOKENS);
        List<GenerationRequest> probes = new ArrayList<>();
        plan.pool().stream()
                .limit(1)
                .forEach(example -> probes.add(
                        new GenerationRequest(prompts.question(example).messages(), greedy, null)));
        probes.add(new GenerationRequest(OPEN_QUESTION, greedy, null));
        return probes;
    }

    private Answers answers(ServedModel model, List<GenerationRequest> probes) {
        long start = shares.mark();
        List<String> texts = new ArrayList<>();
        String failure = null;
        try {
            for (GenerationRequest probe : probes) {
                texts.add(model.generate(probe).text());
            }
            if (texts.stream().allMatch(String::isBlank)) {
                failure = "its answers were empty, as those of a model that thinks first are when they are cut";
            }
        } catch (GenerationException e) {
            failure = String.valueOf(e.getMessage());
        }
        shares.addModel(shares.secondsSince(start));
        return new Answers(texts, failure);
    }
}
