package org.adaptationlab.run.loop;

import java.util.List;
import org.adaptationlab.adapt.Classifier;
import org.adaptationlab.adapt.ClassifierAdaptation;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ClassifierSpec.Features;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.result.journal.Journal;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.record.RunRecord;

/** Measures a mode that is a classifier: nothing is served or probed, since no model is asked. */
public final class ClassifierRun {

    private final MeasuredMode arm;
    private final ClassifierSpec spec;
    private final RunPlan plan;
    private final RunEnvironment environment;
    private final TimeShares shares;

    public ClassifierRun(
            MeasuredMode arm, ClassifierSpec spec, RunPlan plan, RunEnvironment environment, TimeShares shares) {
        this.arm = arm;
        this.spec = spec;
        this.plan = plan;
        this.environment = environment;
        this.shares = shares;
    }

    /** Fits the classifier, also where all its answers are there: that takes seconds, and none is asked again. */
    public void run(MeasuredLoop loop, Journal journal, RunRecord record) {
        record.stage("fitting the classifier of " + arm.label());
        TextEmbedder embedder = environment.indexes().embedder();
        long start = shares.mark();
        Classifier classifier = Classifier.fit(spec, examples(), embedder);
        double seconds = shares.secondsSince(start);
        shares.addTraining(seconds);
        ModeFacts facts = facts(classifier, embedder, seconds);
        journal.append(facts);
        record.add(facts, List.of(prompt()));
        ClassifierAdaptation adaptation = new ClassifierAdaptation(classifier, environment.nanoClock());
        loop.warmUp(arm.label(), adaptation);
        loop.measure(arm.label(), facts.mode(), adaptation);
        record.modeDone(arm.label());
    }

    /** The pool is balanced and says nothing of how frequent labels are: for that the whole training file is looked at. */
    private List<Example> examples() {
        return spec.features() == Features.NONE ? plan.dataset().train() : plan.pool();
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
                new ModeIdentity(arm.mode().name(), spec.technique().word(), null, null),
                arm.mode().isReference(),
                spec.features() == Features.NONE ? null : Double.valueOf(seconds),
                false,
                null,
                null,
                0,
                note);
    }

    private Provenance.Turn prompt() {
        return new Provenance.Turn("input", plan.examples().get(0).input());
    }
}
