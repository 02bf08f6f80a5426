package org.adaptationlab.run.preview;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.adaptationlab.adapt.Passage;
import org.adaptationlab.adapt.PassageSplitter;
import org.adaptationlab.dataset.Document;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.RetrievalSpec.PassageSize;
import org.adaptationlab.train.encoder.EncoderTime;

/**
 * How long a run takes: a guess by the lengths of texts, before there is a model to ask. The rates are those of the recorded
 * runs of the shipped labs: a model of 135 million parameters, embedded, on two cores of a server processor of 2023, one
 * question at a time. {@link RunPreview} measures it.
 */
public final class RunForecast {

    private static final double SECONDS_PER_TOKEN_READ = 0.003;
    private static final double SECONDS_PER_TOKEN_WRITTEN = 0.014;
    private static final double TRAINED_TOKENS_PER_SECOND = 350;
    /** To load the model, try it and probe the machine. */
    private static final double SECONDS_PER_MODE = 4;

    private static final double SECONDS_PER_EMBEDDED_TOKEN = 3.5e-4;
    private static final double SECONDS_PER_EMBEDDED_TEXT = 3e-3;

    private static final double ASCII_PER_TOKEN = 4;
    /** Other scripts, which a tokenizer made for English takes apart. */
    private static final double OTHER_BYTES_PER_TOKEN = 2;
    /** That a chat template puts around a message. */
    private static final int TEMPLATE_TOKENS = 6;
    /** A model that was shown no answer writes so many times as much as one. */
    private static final double WORDY = 3;

    /** Documents that are cut up to see how long a passage is. */
    private static final int DOCUMENTS_CUT = 50;

    private final LabDefinition lab;
    private final List<Example> pool;
    private final int examples;
    private final double inputTokens;
    private final double targetTokens;
    private final double passages;
    private final double passageTokens;

    /**
     * A lab and its data.
     *
     * @param train all training examples
     * @param test all test examples
     */
    public RunForecast(LabDefinition lab, List<Example> train, List<Example> test, List<Document> corpus) {
        this.lab = lab;
        this.pool = train.subList(0, Math.min(lab.trainingExamples(), train.size()));
        this.examples = Math.min(lab.limit(), test.size());
        this.inputTokens = meanTokens(test, Example::input);
        this.targetTokens = meanTokens(test, Example::target);
        List<Document> cut = corpus.subList(0, Math.min(DOCUMENTS_CUT, corpus.size()));
        List<Passage> seen = PassageSplitter.split(cut, PassageSize.USUAL);
        this.passages = cut.isEmpty() ? 0 : (double) seen.size() / cut.size() * corpus.size();
        this.passageTokens = meanTokens(seen, Passage::text);
    }

    /**
     * Seconds of a run: training, embedding and all calls.
     *
     * @param limit most test examples of each mode
     */
    public double seconds(List<ModeDefinition> modes, int limit) {
        int asked = Math.min(limit, examples);
        return secondsOfTraining(modes)
                + (modes.stream().anyMatch(RunForecast::needsIndex) ? passages * secondsToEmbed(passageTokens) : 0)
                + modes.stream()
                        .mapToDouble(mode -> SECONDS_PER_MODE + secondsOfCalls(mode.adaptation(), asked))
                        .sum();
    }

    /** Seconds of these modes' trainings alone. */
    public double secondsOfTraining(List<ModeDefinition> modes) {
        Set<Object> trained = new HashSet<>(); // modes that differ in nothing else share an adapter
        return modes.stream()
                .map(ModeDefinition::adaptation)
                .filter(mode -> trained.add(
                        List.of(mode.adapterSource(), mode.encoderTuning(), mode.prompt(), mode.retrieved())))
                .mapToDouble(mode -> mode.training()
                                .map(training -> secondsOf(training, pool.size(), promptTokens(mode)))
                                .orElse(0.0)
                        + mode.encoderTuning()
                                .map(tuning -> secondsOf(tuning, pool))
                                .orElse(0.0))
                .sum();
    }

    /** Seconds to train all adapters of a mode. */
    static double secondsOf(AdapterSource.Trained training, int pool, double promptTokens) {
        int shown = Math.min(training.settings().examples(), pool);
        return shown
                * training.settings().epochs()
                * (promptTokens / TRAINED_TOKENS_PER_SECOND)
                * training.seeds().size();
    }

    /** Seconds to tune all encoders of a mode. */
    static double secondsOf(EncoderTuning tuning, List<Example> pool) {
        List<String> texts = pool.stream().map(Example::input).toList();
        return EncoderTime.seconds(texts, tuning) * tuning.seeds().size();
    }

    private static boolean needsIndex(ModeDefinition mode) {
        return mode.adaptation().needsVectors() && retrievesFrom(mode.adaptation(), RetrievalSpec.Source.CORPUS);
    }

    private double secondsOfCalls(AdaptationSpec mode, int asked) {
        double embedded = mode.needsVectors() ? (pool.size() + asked) * secondsToEmbed(inputTokens) : 0;
        if (mode.classifier().isPresent()) {
            return embedded;
        }
        boolean shown = mode.shots() > 0 || mode.training().isPresent() || retrievesShots(mode);
        double written = Math.min(lab.sampling().maxOutputTokens(), targetTokens * (shown ? 1 : WORDY) + 1);
        return embedded + asked * (questionTokens(mode) * SECONDS_PER_TOKEN_READ + written * SECONDS_PER_TOKEN_WRITTEN);
    }

    private static boolean retrievesShots(AdaptationSpec mode) {
        return retrievesFrom(mode, RetrievalSpec.Source.TRAIN);
    }

    private static boolean retrievesFrom(AdaptationSpec mode, RetrievalSpec.Source source) {
        return mode.retrieved().filter(retrieval -> retrieval.from() == source).isPresent();
    }

    private double promptTokens(AdaptationSpec mode) {
        String labels = String.join(", ", lab.task().labels());
        return tokens(mode.prompt().system().replace("{labels}", labels)) + TEMPLATE_TOKENS + questionTokens(mode);
    }

    /** What is read anew for each question: not the system message and fixed shots, which all have in common. */
    private double questionTokens(AdaptationSpec mode) {
        double user = tokens(mode.prompt().user()) + inputTokens + TEMPLATE_TOKENS;
        double found = retrievesShots(mode) ? user + targetTokens + TEMPLATE_TOKENS : passageTokens;
        return user
                + mode.retrieved().map(retrieval -> retrieval.topK() * found).orElse(0.0);
    }

    private static double secondsToEmbed(double tokens) {
        return SECONDS_PER_EMBEDDED_TEXT + tokens * SECONDS_PER_EMBEDDED_TOKEN;
    }

    private static <T> double meanTokens(List<T> texts, Function<T, String> text) {
        return texts.stream()
                .mapToDouble(one -> tokens(text.apply(one)))
                .average()
                .orElse(0);
    }

    private static double tokens(String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        long ascii = text.chars().filter(character -> character < 0x80).count();
        return ascii / ASCII_PER_TOKEN + (bytes - ascii) / OTHER_BYTES_PER_TOKEN;
    }
}
