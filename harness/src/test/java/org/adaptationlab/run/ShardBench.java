package org.adaptationlab.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.dataset.Shard;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.report.Reports;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.run.merge.ShardMerge;
import org.adaptationlab.run.plan.FailureLimit;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.RunRequest;
import org.jspecify.annotations.Nullable;

/** Measures the small lab of {@link Fixtures} whole or in shards, on fakes, and merges what it has measured. */
final class ShardBench {

    final RunBench bench;
    final Path folder;

    ShardBench(Path folder) {
        this.folder = folder;
        bench = new RunBench(folder);
    }

    RunPlan plan(@Nullable Shard shard, String... modes) {
        return RunPlanner.plan(
                Fixtures.lab(folder),
                Fixtures.dataset(folder),
                Fixtures.base(),
                new FakeRuntime(ShardBench::mostlyRight),
                new RunRequest(List.of(modes), null, null, 2, null, folder, new FailureLimit(3, 0), shard));
    }

    /** Is wrong about one example and unparsable about another; adapters change none of its answers. */
    static String mostlyRight(GenerationRequest request) throws GenerationException {
        String question = FakeRuntime.question(request);
        if (question.contains("test3")) {
            return "\"apple\"";
        }
        return question.contains("test6") ? "no idea" : RunBench.right(request);
    }

    /** A finished run with its reports. */
    RunFolder measure(String id, RunPlan plan, Instant when) {
        RunFolder run = RunFolder.create(folder.resolve("results"), "fruit", id);
        FakeRuntime runtime = new FakeRuntime(ShardBench::mostlyRight);
        new LabRunner(plan, bench.environment(runtime, () -> false, when, RunBench.clockOfMillis()), 3).start(run, id);
        Reports.write(run);
        return run;
    }

    /** One after the other, a minute each. */
    List<Path> shards(int count, String... modes) {
        List<Path> shards = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            RunPlan plan = plan(new Shard(index, count), modes);
            shards.add(measure("shard-" + index, plan, Instant.EPOCH.plusSeconds(60L * index))
                    .path());
        }
        return shards;
    }

    RunFolder merged(List<Path> shards) {
        RunFolder run = ShardMerge.of(shards).write(folder.resolve("merged"), "merged");
        Reports.write(run);
        return run;
    }
}
