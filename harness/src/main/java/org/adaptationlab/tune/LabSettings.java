package org.adaptationlab.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.file.YamlText;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.TunedMode;
import org.adaptationlab.lab.Tuning;
import org.adaptationlab.lab.TuningCandidate;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;

/** Writes chosen settings into a lab file; all else in it, comments too, stays as it is. */
public final class LabSettings {

    private LabSettings() {}

    /**
     * Writes the settings of modes whose candidate was chosen, where they are not what the file has.
     *
     * @param winners by mode
     * @return what was changed, a line for each mode; empty where nothing was
     * @throws LabDefinitionException when the file was changed meanwhile, or is of a form that can't be edited in place; it
     *     is left as it was
     */
    public static List<String> write(LabDefinition lab, Map<String, TuningCandidate> winners) {
        Map<String, TuningCandidate> changing = new LinkedHashMap<>(winners);
        changing.values().removeIf(winner -> winner.changes().isEmpty());
        if (changing.isEmpty()) {
            return List.of();
        }
        String before = text(lab.file());
        if (!read(lab.file(), before).map(LabDefinition::digest).equals(Optional.of(lab.digest()))) {
            throw new LabDefinitionException(lab.file()
                    + ": was changed while its modes were tuned, so nothing is written; " + byHand(changing));
        }
        String after = before;
        for (Map.Entry<String, TuningCandidate> mode : changing.entrySet()) {
            for (Map.Entry<String, String> change : mode.getValue().changes().entrySet()) {
                List<String> path = new ArrayList<>(List.of("modes", mode.getKey()));
                path.addAll(List.of(change.getKey().split("\\.", -1)));
                after = YamlText.with(after, path, change.getValue());
            }
        }
        if (!read(lab.file(), after)
                .filter(found -> isAsWanted(lab, found, changing))
                .isPresent()) {
            throw new LabDefinitionException(
                    lab.file() + ": is written in a form that can't be edited in place; " + byHand(changing));
        }
        String written = after;
        ResultFile.writeText(lab.file(), out -> out.append(written));
        return changing.entrySet().stream()
                .map(mode -> mode.getKey() + ": " + mode.getValue().words())
                .toList();
    }

    private static boolean isAsWanted(
            LabDefinition before, LabDefinition after, Map<String, TuningCandidate> changing) {
        Tuning tuning = after.tuning();
        List<ModeDefinition> expected = before.modes().stream()
                .map(mode -> {
                    TuningCandidate winner = changing.get(mode.name());
                    return winner == null
                            ? mode
                            : new ModeDefinition(
                                    mode.name(), mode.control(), winner.mode().adaptation());
                })
                .toList();
        return after.modes().equals(expected)
                && tuning != null
                && changing.entrySet().stream()
                        .allMatch(mode -> tuning.of(mode.getKey())
                                .map(TunedMode::settings)
                                .filter(settings -> settings.digest()
                                        .equals(mode.getValue().settings().digest()))
                                .isPresent());
    }

    private static Optional<LabDefinition> read(Path file, String text) {
        Problems problems = new Problems();
        Optional<LabDefinition> lab = LabFileReader.parse(file, text, problems);
        return problems.found().isEmpty() ? lab : Optional.empty();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new LabDefinitionException(file + ": cannot be read any more (" + IoReason.of(e) + ")", e);
        }
    }

    private static String byHand(Map<String, TuningCandidate> changing) {
        return changing.entrySet().stream()
                .map(mode ->
                        "set in modes." + mode.getKey() + " " + mode.getValue().words())
                .collect(Collectors.joining("; "));
    }
}
