package org.adaptationlab.run.guard;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.adaptationlab.dataset.CorpusLeakage;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.LeakageCheck;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardLimits;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.problem.GuardException;
import org.adaptationlab.run.plan.RunPlan;

/**
 * The guards of the data, known before anything is measured: leakage and corpus-leakage. A shard looks at the examples of all
 * shards: where one would be void all are, before the first question.
 */
final class DataGuards implements RunGuard {

    private static final int SHOWN = 5;

    private final RunPlan plan;

    DataGuards(RunPlan plan) {
        this.plan = plan;
    }

    /** @throws GuardException naming the data set, when it would make the run void */
    @Override
    public List<GuardResult> before() {
        List<GuardResult> found = new ArrayList<>(List.of(leakage()));
        if (!plan.dataset().corpus().isEmpty()) {
            found.add(corpus());
        }
        for (GuardResult result : found) {
            if (result.status() == Status.STOP) {
                throw new GuardException(plan.dataset().folder() + ": " + result.name() + ": " + result.detail());
            }
        }
        return found;
    }

    /** Shots, neighbours and training data all come from the training examples, so these cover them. */
    private GuardResult leakage() {
        Set<Example> seen = new LinkedHashSet<>(plan.dataset().train());
        seen.addAll(plan.pool());
        List<Example> train = List.copyOf(seen);
        List<LeakageCheck.Leak> leaks = LeakageCheck.find(inputs(train), inputs(plan.selected()));
        String looked = plan.selected().size() + " test texts, " + train.size() + " training texts";
        if (leaks.isEmpty()) {
            return Guard.LEAKAGE.found(
                    Status.PASS, looked + ": none the same (case and punctuation aside), none nearly the same");
        }
        long same = leaks.stream()
                .filter(leak -> train.get(leak.train())
                        .input()
                        .equals(plan.selected().get(leak.test()).input()))
                .count();
        long folded = leaks.stream().filter(leak -> leak.similarity() == 1).count();
        List<String> pairs = leaks.stream()
                .limit(SHOWN)
                .map(leak -> plan.selected().get(leak.test()).id() + " is "
                        + train.get(leak.train()).id()
                        + String.format(Locale.ROOT, " (similarity %.2f)", leak.similarity()))
                .toList();
        return Guard.LEAKAGE.found(
                Status.STOP,
                looked + ": " + same + " stand there word for word, " + (folded - same)
                        + " but for case and punctuation, " + (leaks.size() - folded) + " nearly: "
                        + String.join(", ", pairs) + (leaks.size() > SHOWN ? " …" : "")
                        + "; shots, neighbours and adapters would show the model its test: remove them");
    }

    private GuardResult corpus() {
        List<CorpusLeakage.Leak> leaks = CorpusLeakage.find(plan.dataset().corpus(), inputs(plan.selected()));
        int n = plan.selected().size();
        String looked = n + " test texts, " + plan.dataset().corpus().size() + " documents: ";
        if (leaks.isEmpty()) {
            return Guard.CORPUS_LEAKAGE.found(Status.PASS, looked + "none stands in a document");
        }
        boolean stop = leaks.size() > GuardLimits.CORPUS_LEAK_STOP * n;
        List<String> places = leaks.stream()
                .limit(SHOWN)
                .map(leak -> plan.selected().get(leak.test()).id() + " in " + leak.document())
                .toList();
        return Guard.CORPUS_LEAKAGE.found(
                stop ? Status.STOP : Status.WARN,
                looked + leaks.size() + " stand there word for word: " + String.join(", ", places)
                        + (leaks.size() > SHOWN ? " …" : "")
                        + "; retrieval then finds the question and what was said of it: take them out");
    }

    private static List<String> inputs(List<Example> examples) {
        return examples.stream().map(Example::input).toList();
    }
}
