package org.adaptationlab.run;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.adapt.Passage;
import org.adaptationlab.adapt.PassageIndex;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.adapt.PassageSplitter;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.adapt.Question;
import org.adaptationlab.adapt.Retrieval;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.Selection;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.lab.RagSpec;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.train.TrainingExample;
import org.jspecify.annotations.Nullable;

/**
 * Makes the prompts of a lab's modes, for measuring, training and {@code lab show} alike. Closing it releases the
 * indexes it opened.
 */
public final class ModePrompts implements AutoCloseable {

    private final LabDefinition lab;
    private final Dataset dataset;
    private final List<Example> pool;
    private final long seed;
    private final PassageIndexStore indexes;
    private final LongSupplier nanoClock;
    private final List<PassageIndex> open = new ArrayList<>();

    /** @param nanoClock read around retrievals */
    public ModePrompts(RunPlan plan, PassageIndexStore indexes, LongSupplier nanoClock) {
        this.lab = plan.lab();
        this.dataset = plan.dataset();
        this.pool = plan.pool();
        this.seed = plan.lab().sampling().seed();
        this.indexes = indexes;
        this.nanoClock = nanoClock;
    }

    /** A mode's prompts, with the index behind them (null where the mode retrieves nothing). */
    public record Prepared(PromptBuilder prompts, @Nullable PassageIndex index) {}

    /** The prompts of a mode; builds its index if it is not there yet. */
    public Prepared prepare(ModeDefinition mode) {
        AdaptationSpec spec = mode.adaptation();
        RetrievalSpec retrieval = retrievalOf(spec);
        PassageIndex index = retrieval == null ? null : openIndex(retrieval);
        PromptBuilder prompts = new PromptBuilder(
                lab.task(),
                spec.prompt(),
                new AnswerForm(lab.task(), spec.constrain()),
                Selection.training(lab.task(), pool, shotsOf(spec), seed),
                retrieval == null || index == null ? new Retrieval.None() : retrieval(retrieval, index),
                nanoClock);
        return new Prepared(prompts, index);
    }

    /** The pairs an adapter of this mode is trained on: the same prompts as at inference. */
    public List<TrainingExample> trainingExamples(
            ModeDefinition mode, PromptBuilder prompts, TrainingSettings settings) {
        AnswerForm form = new AnswerForm(lab.task(), mode.adaptation().constrain());
        return Selection.training(lab.task(), pool, settings.examples(), seed).stream()
                .map(example -> {
                    Question question = prompts.question(example);
                    return new TrainingExample(question.messages(), form.write(example.target()));
                })
                .toList();
    }

    @Override
    public void close() {
        open.forEach(PassageIndex::close);
        open.clear();
    }

    private PassageIndex openIndex(RetrievalSpec spec) {
        List<Passage> passages = spec.from() == RetrievalSpec.Source.CORPUS
                ? PassageSplitter.split(dataset.corpus())
                : pool.stream()
                        .map(example -> new Passage(example.id(), example.id(), example.input()))
                        .toList();
        PassageIndex index = indexes.open(passages, spec.index());
        open.add(index);
        return index;
    }

    private Retrieval retrieval(RetrievalSpec spec, PassageIndex index) {
        if (spec.from() == RetrievalSpec.Source.CORPUS) {
            return new Retrieval.Corpus(index.passagesFor(spec.topK()));
        }
        return new Retrieval.NearestExamples(
                index.neighboursOf(spec.topK()),
                pool.stream().collect(Collectors.toMap(Example::id, Function.identity())));
    }

    static @Nullable RetrievalSpec retrievalOf(AdaptationSpec spec) {
        if (spec instanceof RagSpec rag) {
            return rag.retrieval();
        }
        return spec instanceof LoraSpec lora ? lora.retrieval() : null;
    }

    private static int shotsOf(AdaptationSpec spec) {
        if (spec instanceof PromptSpec prompt) {
            return prompt.shots();
        }
        return spec instanceof RagSpec rag ? rag.shots() : 0;
    }
}
