package org.adaptationlab.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.train.TrainingManifest;

/** An adapter in PEFT's form in a few lines. */
final class PeftSummary {

    private final Path folder;

    PeftSummary(Path folder) {
        this.folder = folder;
    }

    /** @throws org.adaptationlab.problem.LabDefinitionException if the folder holds no adapter that can be read */
    void print(PrintWriter out) {
        PeftAdapter adapter = PeftAdapter.open(folder);
        out.println(folder);
        TextTable table = new TextTable()
                .row("form", "PEFT")
                .row("rank", String.valueOf(adapter.rank()))
                .row("sha256", adapter.digest());
        adapter.baseName().ifPresent(name -> table.row("its base", name + ", as its own files say"));
        Optional<TrainingManifest> manifest = TrainingManifest.of(folder);
        if (manifest.isEmpty()) {
            table.row("manifest", "none with it that is of this adapter");
        }
        manifest.ifPresent(known -> {
            table.row("made for", known.base() + ", sha256 " + known.baseDigest());
            table.row("seed", String.valueOf(known.seed()));
            new TrainingSummary(known).addTo(table);
        });
        table.print(out, "  ");
        manifest.ifPresent(known -> new TrainingSummary(known).printAnswers(out));
    }
}
