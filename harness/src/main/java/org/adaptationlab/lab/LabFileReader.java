package org.adaptationlab.lab;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.file.YamlFile;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.file.YamlText;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problem;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.problem.Suggestion;

/** Reads a lab file strictly: all of its problems, and those of its prompt files, are found in one pass. */
public final class LabFileReader {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final List<String> KEYS = List.of(
            "lab",
            "title",
            "task",
            "dataset",
            "model",
            "training-examples",
            "limit",
            "in-flight",
            "slices",
            "sampling",
            "baseline",
            "margin",
            "prefer",
            "modes",
            EmbedderReader.KEY,
            "server",
            ServiceGoalReader.LIMITS,
            ServiceGoalReader.VOLUME,
            "vary",
            "tune");
    private static final int DEFAULT_TRAINING_EXAMPLES = 50;
    private static final double DEFAULT_MARGIN = 0.05;
    private static final int MAX_EXAMPLES = 1_000_000;

    private final Path file;
    private final YamlSection top;
    private final PromptFiles prompts;

    private LabFileReader(Path file, YamlSection top, Problems problems) {
        this.file = file;
        this.top = top;
        this.prompts = new PromptFiles(file, problems);
    }

    /**
     * Reads a lab file that must be right. Paths in the definition are relative where {@code labYaml} is.
     *
     * @throws LabDefinitionException with every problem found, each with file and line
     */
    public static LabDefinition read(Path labYaml) {
        Problems problems = new Problems();
        Optional<LabDefinition> lab = read(labYaml, problems);
        problems.throwIfAny();
        return lab.orElseThrow();
    }

    /**
     * Reads a lab file and adds what is wrong to {@code problems}, in the order of lines. The definition is there as far
     * as it could be read, so that its data set can be checked in the same report; empty where none is named.
     */
    public static Optional<LabDefinition> read(Path labYaml, Problems problems) {
        Problems found = new Problems();
        Optional<LabDefinition> lab = Utf8File.read(labYaml, found).flatMap(text -> parse(labYaml, text, found));
        Comparator<Problem> labFileFirst =
                Comparator.comparing(problem -> !problem.file().equals(labYaml));
        found.found().stream()
                .sorted(labFileFirst.thenComparingInt(Problem::line))
                .forEach(problem -> problems.add(problem.file(), problem.line(), problem.message()));
        return lab;
    }

    /** As {@link #read(Path, Problems)}, of a text that is to become the lab file; problems in the order they are found. */
    public static Optional<LabDefinition> parse(Path labYaml, String text, Problems problems) {
        return YamlFile.parse(labYaml, text, problems)
                .flatMap(top -> new LabFileReader(labYaml, top, problems).definition(text));
    }

    /** Whether a text can name a lab or a mode: it becomes a folder, a CSV cell and an argument. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private Optional<LabDefinition> definition(String text) {
        top.allow(KEYS);
        top.require("lab", "task", "dataset", "model", "baseline", "modes");
        String name = name();
        Optional<String> dataset = top.text("dataset");
        int pool = count("training-examples", DEFAULT_TRAINING_EXAMPLES);
        TaskDefinition task = top.section("task")
                .map(found -> new TaskReader(found, prompts).read())
                .orElse(TaskReader.UNKNOWN);
        Optional<YamlSection> section = top.section("modes");
        EmbedderSpec embedder = EmbedderReader.read(top, file);
        List<ModeDefinition> modes =
                section.map(all -> modes(all, task.type(), pool)).orElse(List.of());
        requireTunable(embedder, modes);
        LabDefinition definition = new LabDefinition(
                file,
                prompts.addTo(new Sha256().field(YamlText.without(text, "tune")))
                        .hex(),
                name,
                top.text("title").orElse(name),
                task,
                file.resolveSibling(dataset.orElse("")).normalize(),
                top.text("model").orElse(""),
                pool,
                top.has("training-examples") && pool != LabDefinition.ALL ? pool : 0,
                count("limit", LabDefinition.ALL),
                top.integer("in-flight", 1, 1, LabDefinition.MOST_IN_FLIGHT),
                slices(),
                SamplingReader.read(top.section("sampling")),
                baseline(section.map(YamlSection::keys).orElse(Set.of()), modes),
                top.number("margin", DEFAULT_MARGIN, 0, 1),
                top.choice("prefer", List.of(Preference.values()), Preference::word)
                        .orElse(Preference.COST),
                modes,
                embedder,
                top.section("server").map(ServerReader::read).orElse(null),
                ServiceGoalReader.read(top),
                top.section("vary")
                        .flatMap(vary -> new VariationReader(vary, modes, pool).read())
                        .orElse(null),
                section.flatMap(all -> tuning(all, task.type(), modes, pool)).orElse(null));
        return dataset.map(folder -> definition);
    }

    /** Prompt files that only candidates name are read apart: what is tried decides nothing of a run. */
    private Optional<Tuning> tuning(YamlSection modes, TaskType task, List<ModeDefinition> read, int pool) {
        return top.section("tune").map(tune -> new TuningReader(tune, modes, read, prompts.apart(), task, pool).read());
    }

    private String name() {
        String name = top.text("lab").orElse("");
        if (!name.isEmpty() && !isName(name)) {
            top.report("lab", "is \"" + name + "\"; a name has letters, digits, '.', '_' and '-' (64 at most)");
        }
        return name;
    }

    private int count(String key, int fallback) {
        return top.says(key, "all") ? LabDefinition.ALL : top.integer(key, fallback, 1, MAX_EXAMPLES);
    }

    private List<String> slices() {
        Optional<List<String>> slices = top.texts("slices");
        slices.filter(names -> names.stream().distinct().count() < Math.max(1, names.size()))
                .ifPresent(names -> top.report("slices", "must name at least one slice, each once"));
        return slices.orElse(List.of());
    }

    private List<ModeDefinition> modes(YamlSection section, TaskType task, int pool) {
        List<ModeDefinition> modes = new ArrayList<>();
        for (String mode : section.keys()) {
            if (!isName(mode)) {
                section.report(mode, "is no name for a mode: letters, digits, '.', '_' and '-' (64 at most)");
            }
            section.section(mode)
                    .flatMap(body -> new ModeReader(body, prompts, task, pool).read(mode))
                    .ifPresent(modes::add);
        }
        if (section.keys().isEmpty()) {
            top.report("modes", "must name at least one mode");
        }
        return modes;
    }

    private void requireTunable(EmbedderSpec embedder, List<ModeDefinition> modes) {
        modes.stream()
                .filter(mode -> mode.adaptation().encoderTuning().isPresent())
                .filter(mode -> !(embedder instanceof EmbedderSpec.BuiltIn))
                .findFirst()
                .ifPresent(mode -> top.report(
                        EmbedderReader.KEY,
                        "is not one that comes with the harness, and the mode " + mode.name() + " fine-tunes it"
                                + " (\"features: fine-tuned\"); allowed there: english, english-float"));
    }

    /** {@code names} are all modes of the file, also those that could not be read. */
    private String baseline(Set<String> names, List<ModeDefinition> modes) {
        String baseline = top.text("baseline").orElse("");
        Set<String> controls = modes.stream()
                .filter(ModeDefinition::control)
                .map(ModeDefinition::name)
                .collect(Collectors.toSet());
        List<String> candidates =
                names.stream().filter(name -> !controls.contains(name)).toList();
        if (baseline.isEmpty() || names.isEmpty() || candidates.contains(baseline)) {
            return baseline;
        }
        String reason = controls.contains(baseline)
                ? "a control; it must be a mode that is always measured"
                : "which is no mode";
        String allowed = "; allowed: " + String.join(", ", candidates) + Suggestion.phrase(baseline, candidates);
        top.report("baseline", "is \"" + baseline + "\", " + reason + allowed);
        return baseline;
    }
}
