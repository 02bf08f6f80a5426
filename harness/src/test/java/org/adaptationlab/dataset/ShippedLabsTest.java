package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.lab.LabCatalogue;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.Technique;
import org.adaptationlab.problem.Problems;
import org.junit.jupiter.api.Test;

/** The labs of this repository and their data. */
class ShippedLabsTest {

    private final Map<String, Path> labs = new LabCatalogue(List.of(Path.of(".."))).labs();

    @Test
    void everyLabAndItsDataSetIsRight() {
        Problems problems = new Problems();

        labs.values()
                .forEach(file -> LabFileReader.read(file, problems).ifPresent(lab -> {
                    assertThat(Path.of("..", "labs", lab.name(), "lab.yaml")).isEqualTo(file);
                    if (isHere(lab)) {
                        DatasetReader.read(lab, problems);
                    }
                }));

        assertThat(labs).isNotEmpty();
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void theDataOfEveryLabMakeSense() {
        assertThat(labs.values().stream().map(LabFileReader::read).filter(ShippedLabsTest::isHere))
                .hasSizeGreaterThanOrEqualTo(5)
                .allSatisfy(lab -> assertThat(DatasetFindings.of(lab, DatasetReader.read(lab)))
                        .isEmpty());
    }

    /** A public set that was not fetched is not. */
    private static boolean isHere(LabDefinition lab) {
        return Files.isDirectory(lab.dataset()) || PublicSets.of(lab.dataset()).isEmpty();
    }

    @Test
    void theContextLabAsksTheQuestionsThatHaveAnAnswerAndNoOthers() {
        LabDefinition lab = LabFileReader.read(Path.of("..", "labs", "context-window", "lab.yaml"));
        Dataset handbook = DatasetReader.read(lab);

        assertThat(Selection.ofSlices(handbook.test(), lab.slices()))
                .isEqualTo(handbook.test().stream().filter(Example::answerable).toList());
    }

    @Test
    void modesOfTheTicketLabThatAskTheModelShareOnePromptAndOneConstraint() {
        Path file = Path.of("..", "labs", "foundation-model-adaptation", "lab.yaml");

        LabDefinition lab = LabFileReader.read(file);

        List<ModeDefinition> measured = lab.modes().stream()
                .filter(mode -> !mode.control())
                .filter(mode -> mode.adaptation().technique() != Technique.CLASSIFIER)
                .toList();
        assertThat(measured)
                .extracting(ModeDefinition::name)
                .containsExactly("prompt", "few-shot", "rag", "nearest", "lora");
        assertThat(measured)
                .extracting(mode -> mode.adaptation().prompt().system())
                .containsOnly(measured.get(0).adaptation().prompt().system());
        assertThat(measured).allMatch(mode -> mode.adaptation().constrain());
    }
}
