package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.run.plan.FailureLimit;
import org.adaptationlab.run.plan.RunRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class MeasuredPartTest {

    private static final CommandSpec SPEC = new CommandLine(CommandSpec.create()).getCommandSpec();

    @TempDir
    private Path folder;

    @Test
    void aFirstLookIsAtTwentyExamplesAndTrainsNothing() throws IOException {
        LabFolder files = LabFolder.in(folder);
        files.replace(
                "labs/turns/lab.yaml",
                "modes:\n",
                "modes:\n  lora: {technique: lora, system: task.txt, adapter: {train: {}}}\n");
        LabDefinition lab = LabFileReader.read(folder.resolve("labs/turns/lab.yaml"));

        assertThat(part("--quick").limit(SPEC)).isEqualTo(20);
        assertThat(part("--quick").of(request(List.of(), 20), lab)).isEqualTo(request(List.of("prompt", "near"), 20));
        assertThat(part("--quick").of(request(List.of("lora"), 20), lab)).isEqualTo(request(List.of("lora"), 20));
        assertThat(part().of(request(List.of(), null), lab)).isEqualTo(request(List.of(), null));
        assertThat(part("--quick", "--limit", "5").limit(SPEC)).isEqualTo(5);
    }

    @Test
    void readsTheLimit() {
        assertThat(part().limit(SPEC)).isNull();
        assertThat(part("--limit", "all").limit(SPEC)).isEqualTo(LabDefinition.ALL);
        assertThatThrownBy(() -> part("--limit", "0").limit(SPEC))
                .hasMessage("--limit is 0; a whole number from 1 is allowed");
        assertThatThrownBy(() -> part("--limit", "few").limit(SPEC))
                .hasMessage("--limit is \"few\"; a whole number from 1, or all, is allowed");
    }

    private RunRequest request(List<String> modes, @Nullable Integer limit) {
        return new RunRequest(modes, limit, null, 1, null, folder, FailureLimit.USUAL);
    }

    private static MeasuredPart part(String... args) {
        return CommandLine.populateCommand(new MeasuredPart(), args);
    }
}
