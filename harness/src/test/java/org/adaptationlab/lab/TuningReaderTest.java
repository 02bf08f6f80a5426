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
                prompt: [{system: prompts/task.txt, shots: 3}, {system: prompts/task.txt, shots: 5}, {system: other.txt, shots: 3}]
                lora: [{adapter: {train: {rank: 8, learning-rate: 5e-4}}}, {adapter: {train: {rank: 4, learning-rate: 5e-4}}}]
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
                .containsExactly(
                        "shots: 3, system: prompts/task.txt",
                        "shots: 5, system: prompts/task.txt",
                        "shots: 3, system: other.txt");
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
        TunedMode mode = tuning(TUNE).of("prompt").orElseThrow();

        TuningCandidate own = mode.candidates().get(0);
        assertThat(own.settings().digest()).isEqualTo(mode.settings().digest());
        assertThat(own.changes()).isEmpty();
        TuningCandidate other = mode.candidates().get(1);
        assertThat(other.settings().digest()).isNotEqualTo(mode.settings().digest());
        assertThat(other.changes()).containsOnlyKeys("shots");
    }

    /** The list means the same after the winner was written into the lab file. */
    @Test
    void candidatesAreTheSameWhicheverTheModeIs() throws IOException {
        List<String> before = digests(LAB);
        List<String> after = digests(LAB.replace("shots: 3", "shots: 5"));

        assertThat(after).isEqualTo(before);
    }

    private List<String> digests(String lab) throws IOException {
        return Objects.requireNonNull(labFile.read(lab + TUNE).tuning())
                .of("prompt")
                .orElseThrow()
                .candidates()
                .stream()
                .map(candidate -> candidate.settings().digest())
                .toList();
    }

    /** Else adding a candidate would make a recorded run one of another lab. */
    @Test
    void whatIsTriedIsNoPartOfTheLabsDigest() throws IOException {
        String without = labFile.read(LAB).digest();

        assertThat(labFile.read(LAB + TUNE).digest()).isEqualTo(without);
        assertThat(labFile.read(LAB + "prefer: latency\n" + TUNE).digest()).isNotEqualTo(without);
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
        assertThat(search.plain().words()).isEqualTo("shots: 3, system: prompts/task.txt");
        TuningCandidate third = search.candidate(2, List.of("a", "b", "c"));
        assertThat(third.words()).isEqualTo("shots: [a, b, c], system: other.txt");
        assertThat(third.mode().adaptation().shotIds()).containsExactly("a", "b", "c");

        String written = LAB.replace(
                "prompts/task.txt, constrain: true, shots: 3}", "other.txt, constrain: true, shots: [a, b, c]}");
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
            prompt: [{shots: 3}, {shots: 5}]; nosuch: [{shots: 2}, {shots: 1}] | is no mode of the lab
            prompt: [{shots: 3}] | must have at least two candidates
            prompt: [{shots: 3}, {shots: 3}] | has the same settings twice, as candidates 1 and 2
            prompt: [{shots: 3}, {system: prompts/task.txt}] | prompt.1, that says nothing of system; each candidate
            prompt: [{}, {shots: 5}] | prompt.1, that says nothing of shots; each candidate must say every setting
            prompt: [{shots: 3}, {technique: rag}] | can't be tuned; make another mode instead
            prompt: [{shots: 3}, {shots: 21}] | more than the 20 training-examples of the lab
            prompt: [{shots: 3}, {shotz: 2}] | unknown key "shotz"
            prompt: [{shots: 3}, 5] | must hold mappings
            rag: {optimise: {shot-sets: 4}} | is for a mode of technique prompt with shots
            free: {optimise: {shot-sets: 4}} | is for a mode of technique prompt with shots
            prompt: {optimise: {shot-sets: 1}} | must be a whole number from 2
            prompt: {optimise: {instructions: [gone.txt]}} | there is no such file
            near: [{shots: 1}, {shots: [a]}] | is a list of training examples, which is for technique prompt
            """)
    void saysWhatCanNotBeTried(String modes, String problem) throws IOException {
        String text = LAB + "tune:\n  modes:\n    " + modes.replace("; ", "\n    ") + "\n";

        assertThat(labFile.problemsOf(text))
                .anySatisfy(found -> assertThat(found).contains(problem));
    }

    @Test
    void namesTheCandidateAndItsLine() throws IOException {
        assertThat(labFile.problemsOf(LAB + "tune:\n  modes:\n    prompt: [{shots: 3}, {shots: 21}]\n"))
                .containsExactly(
                        "lab.yaml:21: tune.modes.prompt[2].shots is 21, more than the 20 training-examples of the"
                                + " lab");
    }

    @Test
    void refusesToVaryShotsThatAreNamed() throws IOException {
        String text = LAB.replace("shots: 3", "shots: [a, b]") + "vary: {setting: shots, values: [1, 2]}\n";
        assertThat(labFile.problemsOf(text))
                .anySatisfy(found -> assertThat(found).contains("prompt has a list of shots"));
    }
}
