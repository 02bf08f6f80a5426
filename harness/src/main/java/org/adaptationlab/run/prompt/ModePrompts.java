package org.adaptationlab.run.prompt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.adapt.GoldDocument;
import org.adaptationlab.adapt.GoldPassages;
import org.adaptationlab.adapt.Passage;
import org.adaptationlab.adapt.PassageIndex;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.adapt.PassageSplitter;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.adapt.Question;
import org.adaptationlab.adapt.Reranker;
import org.adaptationlab.adapt.Retrieval;
import org.adaptationlab.adapt.Retriever;
import org.adaptationlab.adapt.SearchService;
import org.adaptationlab.adapt.TrainingPassages;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.Selection;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.RetrievalSpec.Rerank;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.train.TrainingExample;
import org.adaptationlab.train.TrainingPlan;
import org.jspecify.annotations.Nullable;

/**
 * Makes the prompts of a lab's modes, for measuring, training and {@code lab show} alike. Closing it releases the
 * indexes it opened.
 */
public final class ModePrompts implements AutoCloseable {

    /** An example that no shot is taken for. */
    private static final Example SAMPLE = new Example("(sample)", "", "", List.of(), null, null, true);

    /** Questions of the pool that a search service is tried with. */
    private static final int SEARCHES = 5;

    private final LabDefinition lab;
    private final Dataset dataset;
    private final List<Example> pool;
    private final long seed;
    private final PassageIndexStore indexes;
    private final LongSupplier nanoClock;
    private final List<PassageIndex> open = new ArrayList<>();

    /** @param nanoClock read around retrievals */
    public ModePrompts(RunPlan plan, PassageIndexStore indexes, LongSupplier nanoClock) {
        this(plan.lab(), plan.dataset(), plan.pool(), indexes, nanoClock);
    }

    /**
     * Prompts that no model is needed for.
     *
     * @param pool training examples all modes may draw from
     * @param nanoClock read around retrievals
     */
    public ModePrompts(
            LabDefinition lab, Dataset dataset, List<Example> pool, PassageIndexStore indexes, LongSupplier nanoClock) {
        this.lab = lab;
        this.dataset = dataset;
        this.pool = List.copyOf(pool);
        this.seed = lab.sampling().seed();
        this.indexes = indexes;
        this.nanoClock = nanoClock;
    }

    /**
     * A mode's prompts and what they retrieve from.
     *
     * @param index null where the mode retrieves nothing, or by a search service
     * @param search the services that find and rank its passages ({@link SearchService#describe}, {@link
     *     Reranker#describe}), null where none is asked
     */
    public record Prepared(
            PromptBuilder prompts,
            @Nullable PassageIndex index,
            @Nullable String search) {}

    /** The prompts of a mode; builds its index if it is not there yet. */
    public Prepared prepare(ModeDefinition mode) {
        AdaptationSpec spec = mode.adaptation();
        RetrievalSpec retrieval = spec.retrieved().orElse(null);
        if (retrieval == null) {
            return new Prepared(builder(spec, new Retrieval.None()), null, null);
        }
        Rerank rerank = retrieval.rerank();
        Reranker reranker = rerank == null ? null : new Reranker(rerank);
        if (retrieval.url() != null) {
            SearchService service = new SearchService(retrieval.url());
            Retriever found = service.passagesFor(retrieval.searched());
            String search = service.describe(questions(), retrieval.topK());
            return new Prepared(
                    builder(spec, corpus(retrieval, found, reranker)), null, services(search, retrieval, reranker));
        }
        PassageIndex index = openIndex(retrieval);
        return new Prepared(
                builder(spec, retrieval(retrieval, index, reranker)), index, services(null, retrieval, reranker));
    }

    private List<String> questions() {
        return pool.stream().limit(SEARCHES).map(Example::input).toList();
    }

    private static Retrieval corpus(RetrievalSpec spec, Retriever found, @Nullable Reranker reranker) {
        return new Retrieval.Corpus(reranker == null ? found : reranker.best(found, spec.topK()));
    }

    private @Nullable String services(@Nullable String search, RetrievalSpec spec, @Nullable Reranker reranker) {
        return reranker == null
                ? search
                : (search == null ? "the harness" : search) + ", the best of " + spec.searched() + " chosen by "
                        + reranker.describe(questions());
    }

    private PromptBuilder builder(AdaptationSpec spec, Retrieval retrieval) {
        return new PromptBuilder(
                lab.task(),
                spec.prompt(),
                new AnswerForm(lab.task(), spec.constrain()),
                shots(spec),
                retrieval,
                nanoClock);
    }

    /** Named ones are looked for among all training examples; where a fold holds one back, it is not shown. */
    private List<Example> shots(AdaptationSpec spec) {
        if (spec.shotIds().isEmpty()) {
            return Selection.training(lab.task(), pool, spec.shots(), seed);
        }
        Map<String, Example> train =
                dataset.train().stream().collect(Collectors.toMap(Example::id, Function.identity()));
        return spec.shotIds().stream()
                .flatMap(id -> Stream.ofNullable(train.get(id)))
                .toList();
    }

    /** The turns that are the same for every question of a mode: the system message, and the fixed shots. */
    public List<ChatMessage> fixedTurns(ModeDefinition mode) {
        List<ChatMessage> chat = builder(mode.adaptation(), new Retrieval.None())
                .question(SAMPLE)
                .messages();
        return chat.subList(0, chat.size() - 1);
    }

    /** The chat for the text of a training example, which is treated as one that the mode has not seen. */
    public List<ChatMessage> sample(ModeDefinition mode) {
        Example unseen = new Example(
                SAMPLE.id(), pool.get(pool.size() - 1).input(), SAMPLE.target(), List.of(), null, null, true);
        return prepare(mode).prompts().question(unseen).messages();
    }

    /** What a mode retrieves from, as JSON: passages of the corpus, or training examples with their answers. */
    public List<ObjectNode> passagesWithAnswers(ModeDefinition mode, RetrievalSpec spec) {
        AnswerForm form = new AnswerForm(lab.task(), mode.adaptation().constrain());
        Map<String, Example> examples = byId();
        return passages(spec).stream()
                .map(passage -> {
                    ObjectNode json = JsonNodeFactory.instance
                            .objectNode()
                            .put("id", passage.id())
                            .put("source", passage.source())
                            .put("text", passage.text());
                    Example example = examples.get(passage.id());
                    return spec.from() == RetrievalSpec.Source.TRAIN && example != null
                            ? json.put("answer", form.write(example.target()))
                            : json;
                })
                .toList();
    }

    /**
     * The pairs an adapter of this mode is trained on: the same prompts as at inference, but that a mode with a share of
     * gold passages is shown passages of that mixture.
     */
    public List<TrainingExample> trainingExamples(
            ModeDefinition mode, PromptBuilder prompts, TrainingSettings settings) {
        AnswerForm form = new AnswerForm(lab.task(), mode.adaptation().constrain());
        List<Example> examples = Selection.training(lab.task(), pool, settings.examples(), seed);
        PromptBuilder training = mode.adaptation()
                .retrieved()
                .flatMap(spec -> mixture(spec, examples))
                .map(mixture -> builder(mode.adaptation(), mixture))
                .orElse(prompts);
        return examples.stream()
                .map(example -> {
                    Question question = training.question(example);
                    return new TrainingExample(example.id(), question.messages(), form.write(example.target()));
                })
                .toList();
    }

    /**
     * What an adapter of this mode is trained on and how.
     *
     * @param prompts of the mode, as {@link #prepare} makes them
     */
    public TrainingPlan trainingPlan(
            BaseModel base, ModeDefinition mode, PromptBuilder prompts, AdapterSource.Trained training, long seed) {
        return trainingPlans(base, mode, prompts, training, List.of(seed)).get(0);
    }

    /** The same for several seeds, in their order. */
    public List<TrainingPlan> trainingPlans(
            BaseModel base,
            ModeDefinition mode,
            PromptBuilder prompts,
            AdapterSource.Trained training,
            List<Long> seeds) {
        List<TrainingExample> examples = trainingExamples(mode, prompts, training.settings());
        return seeds.stream()
                .map(seed -> new TrainingPlan(
                        base,
                        examples,
                        training.settings(),
                        seed,
                        lab.sampling().contextTokens(),
                        training.trainer(),
                        training.hub()))
                .toList();
    }

    private Optional<Retrieval> mixture(RetrievalSpec spec, List<Example> examples) {
        Double share = spec.goldShare();
        if (share == null) {
            return Optional.empty();
        }
        PassageIndex index = openIndex(spec);
        return Optional.of(new TrainingPassages(
                new GoldDocument(index.passagesWithinDocument(), 1),
                index.passagesFor(spec.topK()),
                spec.topK(),
                TrainingPassages.places(examples, share, spec.topK(), seed)));
    }

    /** The name of what embeds texts for retrieval. */
    public String embedderName() {
        return indexes.embedder().name();
    }

    @Override
    public void close() {
        open.forEach(PassageIndex::close);
        open.clear();
    }

    private PassageIndex openIndex(RetrievalSpec spec) {
        PassageIndex index = indexes.open(passages(spec), spec.index());
        open.add(index);
        return index;
    }

    private List<Passage> passages(RetrievalSpec spec) {
        return spec.from() == RetrievalSpec.Source.TRAIN
                ? pool.stream()
                        .map(example -> new Passage(example.id(), example.id(), example.input()))
                        .toList()
                : PassageSplitter.split(dataset.corpus(), spec.size());
    }

    private Map<String, Example> byId() {
        return pool.stream().collect(Collectors.toMap(Example::id, Function.identity()));
    }

    private Retrieval retrieval(RetrievalSpec spec, PassageIndex index, @Nullable Reranker reranker) {
        return switch (spec.from()) {
            case CORPUS -> corpus(spec, index.passagesFor(spec.searched()), reranker);
            case TRAIN -> new Retrieval.NearestExamples(index.neighboursOf(spec.topK()), byId());
            case GOLD -> gold(spec, index);
            case HTTP -> throw new IllegalStateException("a search service has no index here");
        };
    }

    private static Retrieval gold(RetrievalSpec spec, PassageIndex index) {
        RetrievalSpec.Distractors distractors = spec.distractors();
        return new GoldPassages(
                new GoldDocument(index.passagesWithinDocument(), spec.topK()),
                distractors.count() == 0 ? (query, excluded) -> List.of() : index.passagesFor(distractors.count()),
                index.passagesFor(distractors.count() + spec.topK()),
                distractors.position());
    }
}
