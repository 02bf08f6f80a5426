package org.adaptationlab.cli;

import java.util.List;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.dataset.sense.Change;
import org.adaptationlab.dataset.sense.Finding;
import org.adaptationlab.dataset.source.RowUnit;

/** Says what was found in data, and what was mended. */
final class FindingsText {

    private static final int CHANGES_SHOWN = 20;

    private final CliContext context;

    FindingsText(CliContext context) {
        this.context = context;
    }

    void warnings(List<Finding> findings) {
        findings.forEach(finding -> context.err().println("warning: " + finding));
    }

    void changes(List<Change> changes, RowUnit unit) {
        for (Change change : changes.subList(0, Math.min(CHANGES_SHOWN, changes.size()))) {
            String file = change.row().place().file();
            context.err()
                    .println("fixed: " + (file.isEmpty() ? "" : file + " ") + unit.word() + " "
                            + change.row().place().number() + ": " + change.why());
        }
        int rest = changes.size() - CHANGES_SHOWN;
        if (rest > 0) {
            context.err().println("fixed: … and " + rest + " more rows");
        }
    }
}
