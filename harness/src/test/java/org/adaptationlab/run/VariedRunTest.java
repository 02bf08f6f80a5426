package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.cli.LabFolder;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.VariedPlan;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariedRunTest {

    @TempDir
    private Path folder;

    private Path out;
    private LabDefinition lab;
    private final List<String> measured = new ArrayList<>();

    @BeforeEach
    void writeLab() throws IOException {
        LabFolder labs = LabFolder.in(folder);
        labs.replace("labs/turns/lab.yaml", "limit: 1", "limit: 1\nvary: {setting: shots, values: [1, 2]}");
        lab = LabFileReader.read(folder.resolve("labs/turns/lab.yaml"));
        out = folder.resolve("results");
    }

    @Test
    void measuresEachValueInARunFolderOfItsOwn() {
        VariedRun run = VariedRun.start(out, lab, plans("near", "shots"), "20260301-101500-a1b2c3");
        run.measure(this::measure);

        assertThat(measured).containsExactly("1", "2");
        assertThat(out.resolve("turns")).isDirectoryContaining("glob:**20260301-101500-a1b2c3-shots");
        assertThat(out.resolve("turns")).isDirectoryContaining("glob:**20260301-101500-a1b2c3-shots-1");
        assertThat(out.resolve("turns")).isDirectoryContaining("glob:**20260301-101500-a1b2c3-shots-2");
    }

    @Test
    void goesOnWithTheValueThatWasNotFinished() {
        VariedRun run = VariedRun.start(out, lab, plans("near", "shots"), "20260301-101500-a1b2c3");
        assertThatThrownBy(() -> run.measure((plan, runFolder) -> {
                    if (plan.value().equals("2")) {
                        throw new RunInterruptedException("stopped");
                    }
                    measure(plan, runFolder);
                }))
                .isInstanceOf(RunInterruptedException.class);

        VariedRun.goOn(out, lab, plans("near", "shots"), "").measure(this::measure);

        assertThat(measured).containsExactly("1", "2");
        assertThat(run.runs())
                .as("those whose reports a kill may have prevented")
                .extracting(RunFolder::name)
                .containsExactly("20260301-101500-a1b2c3-shots-1", "20260301-101500-a1b2c3-shots-2");
    }

    @Test
    void asksTheFailedCallsOfAVoidRunAnewAsASingleRunDoes() {
        VariedRun run = VariedRun.start(out, lab, plans("near", "shots"), "20260301-101500-a1b2c3");
        run.measure((plan, runFolder) -> {
            measure(plan, runFolder);
            if (plan.value().equals("2")) {
                RunFixture.tickets()
                        .withGuards(List.of(Guard.FAILURES.found(GuardResult.Status.STOP, "one call in five failed")))
                        .write(runFolder);
            }
        });

        VariedRun.goOn(out, lab, plans("near", "shots"), "").measure(this::measure);

        assertThat(measured).containsExactly("1", "2", "2");
    }

    @Test
    void goesOnWithAValueThatIsVoidForItsFailedCallsButNotForOtherFaults() {
        VariedRun run = VariedRun.start(out, lab, plans("near", "shots"), "20260301-101500-a1b2c3");
        run.measure((plan, runFolder) -> {
            Guard fault = plan.value().equals("1") ? Guard.FAILURES : Guard.EMPTY_ANSWERS;
            write(RunFixture.tickets().withGuards(List.of(fault.found(Status.STOP, "too many"))), runFolder);
        });

        VariedRun.goOn(out, lab, plans("near", "shots"), "").measure(this::measure);

        assertThat(measured).containsExactly("1");
    }

    @Test
    void refusesToGoOnUnderAnotherPlanAndWithSomethingElse() {
        VariedRun run = VariedRun.start(out, lab, plans("near", "shots"), "20260301-101500-a1b2c3");
        assertThatThrownBy(() -> VariedRun.goOn(out, lab, plans("shots"), run.id()))
                .isInstanceOf(ResultFormatException.class)
                .hasMessageContaining("begun with another");
        assertThatThrownBy(() -> VariedRun.goOn(out, lab, plans("shots"), "20260301-101500-a1b2c3-shots-1"))
                .isInstanceOf(ResultFormatException.class)
                .hasMessageContaining("has no vary.json");
        assertThatThrownBy(() -> VariedRun.goOn(folder, lab, plans("shots"), ""))
                .isInstanceOf(ResultFormatException.class)
                .hasMessageContaining("nothing to resume");
    }

    @Test
    void skipsAValueAtWhichNothingIsNew() {
        VariedRun.start(out, lab, plans("near"), "20260301-101500-a1b2c3").measure(this::measure);
        assertThat(measured).containsExactly("1");
    }

    private void measure(VariedPlan plan, RunFolder run) {
        measured.add(plan.value());
        write(RunFixture.tickets(), run);
    }

    private static void write(RunResults results, RunFolder run) {
        try {
            Files.createDirectories(run.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        results.write(run);
    }

    /** As VariedPlan makes them, without a runtime: "shots" changes with the value, "near" does not. */
    private List<VariedPlan> plans(String... names) {
        Dataset data = DatasetReader.read(lab);
        List<VariedPlan> plans = new ArrayList<>();
        for (String value : List.of("1", "2")) {
            Map<String, String> measuredAt = new LinkedHashMap<>();
            List.of(names).forEach(name -> measuredAt.put(name, name.equals("shots") ? value : "1"));
            RunPlan plan = new RunPlan(
                    lab,
                    data,
                    new BaseModel("tiny", "digest", null, null),
                    "embedded",
                    "1",
                    lab.modes().stream()
                            .filter(mode -> value.equals(measuredAt.get(mode.name())))
                            .toList(),
                    data.train(),
                    data.test(),
                    new SamplingOptions(0, 42, 16, 512),
                    1,
                    1,
                    ServerSettings.NONE);
            plans.add(new VariedPlan(value, plan, measuredAt));
        }
        return plans;
    }
}
