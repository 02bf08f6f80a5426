package org.adaptationlab.lab;

import static org.adaptationlab.lab.LabFileFixture.LAB;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TuningReaderTest {

    private static final String TUNE = """
            tune:
              folds: 2
              modes:
                prompt: [{}, {shots: 5}, {system: other.txt}]
                lora: [{adapter: {train: {rank: 8, learning-rate: 5e-4}}}, {}]
            """;

    @TempDir
    private Path folder;

    private LabFileFixture labFile;

    @BeforeEach
    void writeLabFile() throws IOException {
        labFile = new LabFileFixture(folder);
        Files.writeString(labFile.file.resolveSibling("other.txt"), "Say {labels}.\n");
    }

    private Tuning tuning(String tune) throws IOException {
        return Objects.requireNonNull(labFile.read(LAB + tune).tuning());
    }

    @Test
    void readsCandidatesAsChangesToTheirMode() throws IOException {
        Tuning tuning = tuning(TUNE);

        assertThat(tuning.folds()).isEqualTo(2);
        assertThat(tuning.from()).isEqualTo(Tuning.Source.POOL);
        List<TuningCandidate> prompts = tuning.of("prompt").orElseThrow().candidates();
        assertThat(prompts)
                .extracting(TuningCandidate::words)
                .containsExactly("as in the lab file", "shots: 5", "system: other.txt");
        assertThat(prompts.get(1).mode())
                .isEqualTo(new ModeDefinition(
                        "prompt.2",
                        false,
                        new PromptSpec(new PromptText("Answer with one of {labels}.", "{input}"), true, 5)));
        assertThat(prompts.get(2).mode().adaptation().prompt().system()).isEqualTo("Say {labels}.");
        TrainingSettings trained = tuning.of("lora")
                .orElseThrow()
                .candidates()
                .get(0)
                .mode()
                .adaptation()
                .training()
                .orElseThrow()
                .settings();
        assertThat(trained.rank()).isEqualTo(8);
        assertThat(trained.learningRate()).isEqualTo(5e-4);
    }

    @Test
    void knowsACandidateThatIsTheModeAsItStands() throws IOException {
        TunedMode mode = tuning(TUNE.replace("{shots: 5}", "{shots: 3, constrain: false}"))
                .of("prompt")
                .orElseThrow();

        assertThat(mode.candidates().get(0).settings().digest())
                .isEqualTo(mode.settings().digest());
        assertThat(mode.candidates().get(1).words()).as("3 shots it has").isEqualTo("constrain: false");
        assertThat(mode.candidates().get(1).settings().digest())
                .isNotEqualTo(mode.settings().digest());
    }

    /** Else adding a candidate would make a recorded run one of another lab. */
    @Test
    void whatIsTriedIsNoPartOfTheLabsDigest() throws IOException {
        String without = labFile.read(LAB).digest();

        assertThat(labFile.read(LAB + TUNE).digest()).isEqualTo(without);
        assertThat(labFile.read(LAB + "prefer: quality\n" + TUNE)
                        .digest())
                .isNotEqualTo(without);
    }

    @Test
    void readsASearchForAPrompt() throws IOException {
        TunedMode mode = tuning("""
                tune:
                  modes:
                    prompt: {optimise: {shot-sets: 4, instructions: [prompts/task.txt, other.txt]}}
                """).of("prompt").orElseThrow();

        PromptSearch search = Objects.requireNonNull(mode.search());
        assertThat(mode.tries()).isEqualTo(4);
        assertThat(search.shots()).isEqualTo(3);
        assertThat(search.candidate(2, List.of("a", "b", "c")).words()).isEqualTo("shots: [a, b, c]");
        TuningCandidate third = search.candidate(3, List.of("a", "b", "c"));
        assertThat(third.words()).isEqualTo("shots: [a, b, c], system: other.txt");
        assertThat(third.mode().adaptation().shotIds()).containsExactly("a", "b", "c");

        String written = LAB.replace("prompts/task.txt, constrain: true, shots: 3}", "other.txt, constrain: true, shots: [a, b, c]}");
        assertThat(Objects.requireNonNull(labFile.read(written + TUNE).tuning())
                        .of("prompt")
                        .orElseThrow()
                        .settings()
                        .digest())
                .as("the lab file that has it")
                .isEqualTo(third.settings().digest());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            prompt: [{}, {shots: 5}]; nosuch: [{}, {shots: 1}] | is no mode of the lab
            prompt: [{}] | must have at least two candidates
            prompt: [{}, {shots: 3}] | has the same settings twice, as candidates 1 and 2
            prompt: [{}, {technique: rag}] | can't be tuned; make another mode instead
            prompt: [{}, {shots: 21}] | more than the 20 training-examples of the lab
            prompt: [{}, {shotz: 2}] | unknown key "shotz"
            prompt: [{}, 5] | must hold mappings
            rag: {optimise: {shot-sets: 4}} | is for a mode of technique prompt with shots
            free: {optimise: {shot-sets: 4}} | is for a mode of technique prompt with shots
            prompt: {optimise: {shot-sets: 1}} | must be a whole number from 2
            prompt: {optimise: {instructions: [gone.txt]}} | there is no such file
            near: [{}, {shots: [a]}] | is a list of training examples, which is for technique prompt
            """)
    void saysWhatCanNotBeTried(String modes, String problem) throws IOException {
        String text = LAB + "tune:\n  modes:\n    " + modes.replace("; ", "\n    ") + "\n";

        assertThat(labFile.problemsOf(text)).anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void namesTheCandidateAndItsLine() throws IOException {
        assertThat(labFile.problemsOf(LAB + "tune:\n  modes:\n    prompt: [{}, {shots: 21}]\n"))
                .containsExactly("lab.yaml:21: tune.modes.prompt[2].shots is 21, more than the 20 training-examples of the"
                        + " lab");
    }

    @Test
    void refusesToVaryShotsThatAreNamed() throws IOException {
        String text = LAB.replace("shots: 3", "shots: [a, b]") + "vary: {setting: shots, values: [1, 2]}\n";
        assertThat(labFile.problemsOf(text))
                .anySatisfy(found -> assertThat(found).contains("prompt has a list of shots"));
    }
}
