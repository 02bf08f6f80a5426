package org.adaptationlab.run.loop;

import java.util.List;
import org.adaptationlab.adapt.Classifier;
import org.adaptationlab.adapt.ClassifierAdaptation;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.lab.ClassifierSpec.Features;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.plan.MeasuredMode;

/** Measures a mode that is a classifier: nothing is served or probed, since no model is asked. */
final class ClassifierRun implements ModeRun {

    private final MeasuredMode mode;
    private final ClassifierSpec spec;
    private final RunContext context;
    private final MeasuredLoop loop;

    ClassifierRun(MeasuredMode mode, ClassifierSpec spec, RunContext context, MeasuredLoop loop) {
        this.mode = mode;
        this.spec = spec;
        this.context = context;
        this.loop = loop;
    }

    /** Fits the classifier, also where all its answers are there: that takes seconds, and none is asked again. */
    @Override
    public void run() {
        RunEnvironment environment = context.environment();
        TimeShares shares = context.shares();
        environment.listener().stage("fitting the classifier of " + mode.label());
        TextEmbedder embedder = environment.indexes().embedder();
        long start = shares.mark();
        Classifier classifier = Classifier.fit(spec, examples(), embedder);
        double seconds = shares.secondsSince(start);
        shares.addTraining(seconds);
        ModeFacts facts = facts(classifier, embedder, seconds);
        context.log().note(mode.label(), new Provenance.ModeRecord(facts, List.of(prompt()), null));
        ClassifierAdaptation adaptation = new ClassifierAdaptation(classifier, environment.nanoClock());
        loop.warmUp(mode.label(), adaptation);
        loop.measure(mode.label(), facts.mode(), adaptation); // one at a time: it has no server
        environment.listener().modeDone(mode.label());
    }

    /** The pool is balanced and says nothing of how frequent labels are: for that the whole training file is looked at. */
    private List<Example> examples() {
        return spec.features() == Features.NONE
                ? context.plan().dataset().train()
                : context.plan().pool();
    }

    private ModeFacts facts(Classifier classifier, TextEmbedder embedder, double seconds) {
        String note = switch (spec.features()) {
            case EMBEDDING -> "no language model: logistic regression on text embeddings of " + embedder.name();
            case TFIDF -> "no language model: logistic regression on TF-IDF of the words";
            case NONE ->
                "no language model: always \"" + classifier.label("")
                        + "\", the most frequent label of the training file";
        };
        return new ModeFacts(
                new ModeIdentity(mode.mode().name(), spec.technique().word(), null, null),
                mode.mode().isReference(),
                spec.features() == Features.NONE ? null : Double.valueOf(seconds),
                false,
                null,
                null,
                0,
                note);
    }

    private Provenance.Turn prompt() {
        return new Provenance.Turn("input", context.plan().examples().get(0).input());
    }
}
