package org.adaptationlab.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.ResultFormatException;

/** The folders {@code <out>/<lab>/<id>/} of what was measured of a lab; ids begin with the time. */
public final class LabResults {

    private LabResults() {}

    /** An id that no folder of the lab has: the wanted one, or with a number after it. */
    public static String freeId(Path out, String lab, String wanted) {
        String id = wanted;
        for (int n = 2; Files.exists(out.resolve(lab).resolve(id)); n++) {
            id = wanted + "-" + n;
        }
        return id;
    }

    /**
     * The folders of a kind, the newest first; none where nothing was measured.
     *
     * @throws ResultFormatException where the lab's folder cannot be listed
     */
    public static List<Path> newestFirst(Path out, String lab, Predicate<Path> isOne) {
        Path folder = out.resolve(lab);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(isOne)
                    .sorted(Comparator.comparing((Path child) -> String.valueOf(child.getFileName()))
                            .reversed())
                    .toList();
        } catch (IOException e) {
            throw new ResultFormatException(folder + ": cannot be listed (" + IoReason.of(e) + ")", e);
        }
    }
}
