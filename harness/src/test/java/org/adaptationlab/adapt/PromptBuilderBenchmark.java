package org.adaptationlab.adapt;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.PromptText;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Builds the prompt of one question with five shots. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PromptBuilderBenchmark {

    private static final ClassificationTask TASK =
            new ClassificationTask(List.of("billing", "shipping", "returns", "account", "technical"));

    private final Example question = example("q");
    private final PromptBuilder prompts = new PromptBuilder(
            TASK,
            new PromptText("Classify the message into one of: {labels}.", "Message: {input}\nLabel:"),
            new AnswerForm(TASK, true),
            List.of(example("a"), example("b"), example("c"), example("d"), example("e")),
            new Retrieval.None(),
            System::nanoTime);

    @Benchmark
    public Object question() {
        return prompts.question(question);
    }

    private static Example example(String id) {
        return new Example(
                id, "My parcel no. " + id + " was charged twice, what now?", "billing", List.of(), null, null, true);
    }
}
