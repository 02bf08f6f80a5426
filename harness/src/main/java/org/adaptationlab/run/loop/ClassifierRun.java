package org.adaptationlab.run.loop;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.adaptationlab.adapt.Classifier;
import org.adaptationlab.adapt.ClassifierAdaptation;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.lab.ClassifierSpec.Features;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.train.encoder.EncoderPlan;
import org.adaptationlab.train.encoder.TunedEncoder;
import org.jspecify.annotations.Nullable;

/** Measures a mode that is a classifier: nothing is served or probed, since no model is asked. */
final class ClassifierRun implements ModeRun {

    private final MeasuredMode mode;
    private final ClassifierSpec spec;
    private final RunContext context;
    private final MeasuredLoop loop;
    private final Function<EncoderPlan, TunedEncoder> encoders;
    private final List<ModeFacts> knownFacts;

    /**
     * @param encoders trains encoders, or has them
     * @param knownFacts of modes measured before the run was resumed
     */
    ClassifierRun(
            MeasuredMode mode,
            ClassifierSpec spec,
            RunContext context,
            MeasuredLoop loop,
            Function<EncoderPlan, TunedEncoder> encoders,
            List<ModeFacts> knownFacts) {
        this.mode = mode;
        this.spec = spec;
        this.context = context;
        this.loop = loop;
        this.encoders = encoders;
        this.knownFacts = knownFacts;
    }

    /**
     * Fits the classifier, also where all its answers are there: that takes seconds, a fine-tuned encoder is kept, and none is
     * asked again.
     */
    @Override
    public void run() {
        RunEnvironment environment = context.environment();
        TimeShares shares = context.shares();
        TunedEncoder encoder = spec.tuning() == null ? null : tuned(spec.tuning());
        environment.listener().stage("fitting the classifier of " + mode.label());
        TextEmbedder embedder = encoder == null ? environment.indexes().embedder() : encoder.embedder();
        if (spec.features() == Features.EMBEDDING) {
            embedder.digest(); // fetches and loads it, which is no part of fitting
        }
        long start = shares.mark();
        Classifier classifier = Classifier.fit(spec, examples(), embedder);
        double seconds = shares.secondsSince(start);
        shares.addTraining(seconds);
        ModeFacts facts = facts(note(classifier), encoder, seconds);
        context.log()
                .note(
                        mode.label(),
                        new Provenance.ModeRecord(
                                facts, List.of(prompt()), ModelRun.training(encoder == null ? null : encoder.log())));
        ClassifierAdaptation adaptation = new ClassifierAdaptation(classifier, environment.nanoClock());
        loop.warmUp(mode.label(), adaptation);
        loop.measure(mode.label(), facts.mode(), adaptation); // one at a time: it has no server
        environment.listener().modeDone(mode.label());
    }

    private TunedEncoder tuned(EncoderTuning tuning) {
        context.environment().listener().stage("encoder for " + mode.label());
        long start = context.shares().mark();
        List<Example> pool = examples();
        TunedEncoder encoder = encoders.apply(new EncoderPlan(
                pool.stream().map(Example::input).toList(),
                pool.stream().map(Example::target).toList(),
                tuning,
                Objects.requireNonNull(mode.adapterSeed())));
        context.shares().addTraining(context.shares().secondsSince(start));
        return encoder;
    }

    /** The pool is balanced and says nothing of how frequent labels are: for that the whole training file is looked at. */
    private List<Example> examples() {
        return spec.features() == Features.NONE
                ? context.plan().dataset().train()
                : context.plan().pool();
    }

    private String note(Classifier classifier) {
        return switch (spec.features()) {
            case EMBEDDING ->
                "no language model: logistic regression on text embeddings of "
                        + context.environment().indexes().embedder().name();
            case FINE_TUNED ->
                "no language model: logistic regression on text embeddings of the built-in English embedder, its last "
                        + Objects.requireNonNull(spec.tuning()).layers()
                        + " layers fine-tuned on the training examples";
            case TFIDF -> "no language model: logistic regression on TF-IDF of the words";
            case NONE ->
                "no language model: always \"" + classifier.label("")
                        + "\", the most frequent label of the training file";
        };
    }

    /** @param seconds of fitting, without the encoder's */
    private ModeFacts facts(String note, @Nullable TunedEncoder encoder, double seconds) {
        ModeIdentity identity = new ModeIdentity(
                mode.mode().name(),
                spec.technique().word(),
                encoder == null ? null : encoder.digest(),
                mode.adapterSeed());
        ModePreparation.requireSameAdapter(knownFacts, identity);
        double adapted = seconds + (encoder == null ? 0 : encoder.log().seconds());
        return new ModeFacts(
                identity,
                mode.mode().isReference(),
                spec.features() == Features.NONE ? null : Double.valueOf(adapted),
                (encoder != null) && encoder.reused(),
                null,
                null,
                0,
                note);
    }

    private Provenance.Turn prompt() {
        return new Provenance.Turn("input", context.plan().examples().get(0).input());
    }
}
