package org.adaptationlab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.Selection;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.result.LoadFolder;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.VaryFolder;
import org.adaptationlab.result.record.EmbedderCopy;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.run.environment.Embedders;
import org.adaptationlab.run.plan.FailureLimit;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.RunRequest;
import org.adaptationlab.run.plan.VariedPlan;
import org.adaptationlab.run.start.FetchProgress;

/**
 * The recorded runs that documents quote, and what speaks against each: that the lab file, its prompts, the data or the
 * settings are others now, or that something of the run is missing.
 *
 * @param root of the project, with {@code labs/} and {@code results/reference/}
 */
record RecordedRuns(Path root) {

    /** What is kept of a recorded run beside scores.csv and metrics.csv, which not every lab has. */
    private static final List<String> FILES =
            List.of("run.json", "summary.csv", "comparisons.csv", "examples.csv", "report.md");

    private static final long MOST_BYTES = 3L << 20;

    /** The folders of all recorded labs. */
    List<Path> labs() {
        return children(root.resolve("results/reference"));
    }

    /** What speaks against the runs of one lab; nothing where they can be quoted. */
    List<String> faults(Path recorded) {
        List<String> faults = new ArrayList<>();
        try {
            Path labFile = root.resolve("labs").resolve(recorded.getFileName()).resolve("lab.yaml");
            LabDefinition lab = LabFileReader.read(labFile);
            check(recorded, lab, DatasetReader.read(lab), faults);
        } catch (LabException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        return faults;
    }

    private void check(Path recorded, LabDefinition lab, Dataset data, List<String> faults) {
        Set<Path> varied = new HashSet<>();
        for (Path folder : children(recorded)) {
            if (VaryFolder.isOne(folder)) {
                VaryFolder vary = new VaryFolder(folder);
                vary.record().points().stream()
                        .map(VaryRecord.Point::runId)
                        .filter(Objects::nonNull)
                        .forEach(id -> varied.add(vary.run(id).path()));
                checkVaried(vary, lab, data, faults);
            }
        }
        for (Path folder : children(recorded)) {
            if (LoadFolder.isOne(folder)) {
                faults.addAll(new RecordedLoad(folder).faults(lab, data));
            } else if (!VaryFolder.isOne(folder) && !varied.contains(folder)) {
                RunFolder run = new RunFolder(folder);
                if (lab.vary() != null) {
                    faults.add(run.path() + ": belongs to no vary.json, but the lab varies a setting");
                } else if (isThere(run, faults)) {
                    checkRun(run, plan(lab, data, RunResults.read(run)), faults);
                }
            }
        }
        if (children(recorded).isEmpty()) {
            faults.add(recorded + ": holds no run");
        }
    }

    private static RunPlan plan(LabDefinition lab, Dataset data, RunResults results) {
        return RunPlanner.plan(lab, data, base(results), runtime(), request(lab, List.of(results)));
    }

    private void checkVaried(VaryFolder vary, LabDefinition lab, Dataset data, List<String> faults) {
        List<RunFolder> runs = vary.record().points().stream()
                .map(VaryRecord.Point::runId)
                .filter(Objects::nonNull)
                .map(vary::run)
                .toList();
        if (lab.vary() == null || !vary.record().labDigest().equals(lab.digest())) {
            faults.add(vary.path() + ": was made with another lab file or other prompts");
            return;
        }
        if (!Files.exists(vary.file("curve.csv")) || !Files.exists(vary.file("curve.md"))) {
            faults.add(vary.path() + ": lacks curve.csv or curve.md");
        }
        if (runs.isEmpty() || !runs.stream().allMatch(run -> isThere(run, faults))) {
            return;
        }
        List<RunResults> results = runs.stream().map(RunResults::read).toList();
        List<VariedPlan> plans = VariedPlan.of(
                lab, point -> RunPlanner.plan(point, data, base(results.get(0)), runtime(), request(lab, results)));
        List<VariedPlan> measured =
                plans.stream().filter(plan -> !plan.plan().modes().isEmpty()).toList();
        if (measured.size() != runs.size()) {
            faults.add(vary.path() + ": has " + runs.size() + " runs, the lab has " + measured.size());
            return;
        }
        for (int i = 0; i < runs.size(); i++) {
            checkRun(runs.get(i), measured.get(i).plan(), faults);
        }
    }

    private boolean isThere(RunFolder run, List<String> faults) {
        List<String> missing = FILES.stream()
                .filter(name -> !Files.exists(run.path().resolve(name)))
                .toList();
        if (!missing.isEmpty()) {
            faults.add(run.path() + ": lacks " + String.join(", ", missing));
        }
        if (Files.exists(run.journal())) {
            faults.add(run.path() + ": has a journal; what it holds is in the other files");
        }
        if (size(run.path()) > MOST_BYTES) {
            faults.add(run.path() + ": is " + (size(run.path()) >> 20) + " MB, too much to keep");
        }
        return missing.isEmpty();
    }

    /** Compares a run with what the lab would measure now under the same number of examples. */
    private void checkRun(RunFolder folder, RunPlan plan, List<String> faults) {
        RunResults results = RunResults.read(folder);
        Provenance run = results.provenance();
        LabDefinition lab = plan.lab();
        Map<String, Boolean> same = Map.of(
                "lab file or prompts", run.lab().digest().equals(lab.digest()),
                "data", run.selection().datasetDigest().equals(plan.dataset().digest()),
                "model", run.model().name().equals(lab.model()),
                "sampling", run.sampling().equals(sampling(plan)),
                "vectors", hasEmbedder(run, lab),
                "test examples",
                        run.selection().examples().stream()
                                .map(Provenance.Sample::id)
                                .toList()
                                .equals(ids(plan.examples())),
                "training examples", run.selection().training().equals(ids(plan.pool())));
        same.forEach((what, isSame) -> {
            if (!isSame) {
                faults.add(folder.path() + ": was made with other " + what);
            }
        });
        List<String> modes =
                MeasuredMode.of(plan.modes()).stream().map(MeasuredMode::label).toList();
        List<String> measured = run.facts().stream().map(facts -> label(facts)).toList();
        if (!measured.equals(modes)) {
            faults.add(folder.path() + ": measured " + measured + ", the lab has " + modes);
        }
        int measurable = Selection.ofSlices(plan.dataset().test(), lab.slices()).size();
        if (limit(run.selection()) < Math.min(lab.limit(), measurable)) {
            faults.add(folder.path() + ": has fewer examples than the lab's limit");
        }
        if (results.examples().size() != plan.calls()) {
            faults.add(folder.path() + ": has " + results.examples().size() + " answers of " + plan.calls());
        }
        if (run.failure() != null || !run.stops().isEmpty()) {
            faults.add(folder.path() + ": failed or is void");
        }
    }

    /** A run that embedded nothing names none. */
    private static boolean hasEmbedder(Provenance run, LabDefinition lab) {
        EmbedderCopy used = run.embedder();
        return used == null
                || Embedders.of(lab, Map.of(), new FetchProgress(new SilentListener(), "embedder"))
                        .known()
                        .map(known -> known.digest().equals(used.digest()))
                        .orElse(true);
    }

    private static Provenance.Sampling sampling(RunPlan plan) {
        return new Provenance.Sampling(
                plan.sampling().temperature(),
                plan.lab().sampling().seed(),
                plan.sampling().maxOutputTokens(),
                plan.sampling().contextTokens(),
                plan.lab().sampling().thinking(),
                plan.sampling().stops().isEmpty() ? null : plan.sampling().stops());
    }

    private static String label(ModeFacts facts) {
        Long seed = facts.mode().adapterSeed();
        return facts.mode().mode() + (seed == null ? "" : " (seed " + seed + ")");
    }

    /** All modes that are no controls, and the controls that were measured. */
    private static RunRequest request(LabDefinition lab, List<RunResults> runs) {
        Set<String> measured = new HashSet<>();
        runs.forEach(run -> run.provenance()
                .facts()
                .forEach(facts -> measured.add(facts.mode().mode())));
        List<String> modes = lab.modes().stream()
                .filter(mode -> !mode.control() || measured.contains(mode.name()))
                .map(ModeDefinition::name)
                .toList();
        Provenance.Selection selection = runs.get(0).provenance().selection();
        return new RunRequest(
                modes, limit(selection), null, selection.repetitions(), null, Path.of(""), new FailureLimit(0, 0));
    }

    private static int limit(Provenance.Selection selection) {
        return Objects.requireNonNullElse(selection.limit(), LabDefinition.ALL);
    }

    private static BaseModel base(RunResults results) {
        Provenance.ModelCopy model = results.provenance().model();
        return new BaseModel(model.name(), model.digest(), model.quantization(), null);
    }

    /** Only to name a runtime; nothing is asked. */
    private static FakeRuntime runtime() {
        return new FakeRuntime(request -> "");
    }

    private static List<String> ids(List<Example> examples) {
        return examples.stream().map(Example::id).toList();
    }

    private static long size(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
