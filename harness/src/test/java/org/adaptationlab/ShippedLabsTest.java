package org.adaptationlab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.PublicSets;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.lab.LabCatalogue;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.TaskType;
import org.adaptationlab.lab.Technique;
import org.adaptationlab.lab.TunedMode;
import org.adaptationlab.lab.Tuning;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.score.Score;
import org.adaptationlab.score.Scorer;
import org.adaptationlab.score.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The labs and data sets that come with the project are valid and as their cards say. */
class ShippedLabsTest {

    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    static Stream<Path> labs() {
        return new LabCatalogue(List.of(ROOT)).labs().values().stream();
    }

    /** Labs on data that are part of the project; PublicDataIT looks at the others. */
    static Stream<Path> labsWithData() {
        return labs().filter(lab ->
                Files.isDirectory(LabFileReader.read(lab).dataset()) || !isOnAPublicSet(LabFileReader.read(lab)));
    }

    static Stream<Path> labsOnPublicSets() {
        return labs().filter(lab -> isOnAPublicSet(LabFileReader.read(lab)));
    }

    private static boolean isOnAPublicSet(LabDefinition lab) {
        return PublicSets.find(String.valueOf(lab.dataset().getFileName())).isPresent();
    }

    /** As a fresh clone has it, whatever was fetched here. */
    @ParameterizedTest
    @MethodSource("labsOnPublicSets")
    void saysHowToFetchThePublicSetThatItNeeds(Path lab, @TempDir Path clone) throws IOException {
        Path copy = clone.resolve("labs/copy");
        copyFolder(lab.resolveSibling(""), copy);
        String set = String.valueOf(LabFileReader.read(lab).dataset().getFileName());

        assertThatThrownBy(() -> DatasetReader.read(LabFileReader.read(copy.resolve("lab.yaml"))))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageEndingWith("lab data pull " + set + " --out " + clone.resolve("datasets/" + set));
        assertThat(Files.readString(lab.resolveSibling("README.md"))).contains("harness/lab data pull " + set + "\n");
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(copy);
                } else {
                    Files.copy(file, copy);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("labsWithData")
    void isValidWithItsData(Path lab) {
        LabDefinition definition = LabFileReader.read(lab);
        assertThat(DatasetReader.read(definition).test()).isNotEmpty();
        assertThat(lab.resolveSibling("README.md")).isRegularFile();
    }

    /** As the model would write it; else a mode that does all it can could not reach 100 %. */
    @ParameterizedTest
    @MethodSource("labsWithData")
    void everyTargetIsTheRightAnswerToItsExample(Path lab) {
        LabDefinition definition = LabFileReader.read(lab);
        Scorer scorer = Scorer.of(definition.task());
        AnswerForm form = new AnswerForm(definition.task(), definition.task().type() != TaskType.SHORT_ANSWER);

        assertThat(DatasetReader.read(definition).test()).allSatisfy(example -> {
            Target target = new Target(example.target(), example.aliases(), example.answerable());
            String answer = scorer.parse(form.write(example.target())).orElseThrow();
            assertThat(scorer.judge(answer, target).score())
                    .isInstanceOfSatisfying(
                            Score.Graded.class,
                            graded -> assertThat(graded.value()).isEqualTo(1));
        });
    }

    /** Else one of them may win by the format alone. */
    @ParameterizedTest
    @MethodSource("labs")
    void modesThatCompeteAreDecodedUnderTheSameConstraint(Path lab) {
        assertThat(LabFileReader.read(lab).modes().stream()
                        .filter(mode -> !mode.control())
                        .map(ModeDefinition::adaptation)
                        .filter(adaptation -> adaptation.technique() != Technique.CLASSIFIER)
                        .map(AdaptationSpec::constrain)
                        .distinct())
                .hasSize(1);
    }

    /** The same number of tries for each mode, or the comparison favours the one that was tuned most; a control never wins. */
    @ParameterizedTest
    @MethodSource("labs")
    void eachModeThatIsTunedHasThreeTriesAndWhatItHasIsOneOfThem(Path lab) {
        LabDefinition definition = LabFileReader.read(lab);
        Tuning tuning = definition.tuning();
        List<String> competing = definition.modes().stream()
                .filter(mode -> !mode.control())
                .map(ModeDefinition::name)
                .toList();
        List<TunedMode> modes = tuning == null ? List.of() : tuning.modes();

        assertThat(modes).filteredOn(mode -> competing.contains(mode.name())).allSatisfy(mode -> {
            assertThat(mode.tries()).as(mode.name()).isEqualTo(3);
            assertThat(mode.candidates())
                    .as(mode.name())
                    .filteredOn(candidate -> candidate.changes().isEmpty())
                    .hasSize(1);
        });
    }

    @Test
    void supportTicketsAreBalancedAndAQuarterIsNotEasy() {
        Path lab = new LabCatalogue(List.of(ROOT)).labs().get("foundation-model-adaptation");
        Dataset tickets = DatasetReader.read(LabFileReader.read(lab));
        assertThat(countsByLabel(tickets.train()))
                .allSatisfy((label, count) -> assertThat(count).isEqualTo(20));
        assertThat(countsByLabel(tickets.test()))
                .allSatisfy((label, count) -> assertThat(count).isEqualTo(50));
        assertThat(tickets.corpus()).hasSize(20);
        assertThat(tickets.test())
                .allSatisfy(ticket ->
                        assertThat(ticket.input().split("\\s+").length).isBetween(10, 60));
        long easy = tickets.test().stream()
                .filter(ticket -> "clear".equals(ticket.slice()))
                .count();
        assertThat(easy).isLessThan(tickets.test().size() * 3L / 4);
    }

    private static Map<String, Long> countsByLabel(List<Example> examples) {
        return examples.stream().collect(Collectors.groupingBy(Example::target, Collectors.counting()));
    }
}
