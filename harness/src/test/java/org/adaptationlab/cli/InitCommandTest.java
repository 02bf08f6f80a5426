package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InitCommandTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void writeTables() throws IOException {
        StringBuilder csv = new StringBuilder("nr,text,kind\n");
        StringBuilder json = new StringBuilder();
        String[] words = {"window", "door", "roof", "floor", "wall", "stair"};
        for (int i = 0; i < 36; i++) {
            String text = words[i % 6] + " " + words[i / 6] + " Nr. " + i * 7919;
            String kind = i % 3 == 0 ? "größer, \"viel\"" : "no";
            csv.append(i)
                    .append(',')
                    .append(text)
                    .append(",\"")
                    .append(kind.replace("\"", "\"\""))
                    .append("\"\n");
            json.append("{\"t\":\"")
                    .append(text)
                    .append("\",\"k\":")
                    .append(i % 3)
                    .append("}\n");
        }
        Files.writeString(folder.resolve("own.csv"), csv);
        Files.writeString(folder.resolve("own.jsonl"), json);
        Files.createDirectory(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/a.md"), "# A\n");
        Files.createDirectory(folder.resolve("docs/more"));
        Files.writeString(folder.resolve("docs/more/b.txt"), "B\n");
        Files.writeString(folder.resolve("docs/logo.svg"), "<svg/>\n");
    }

    /** What is said of the one file of the corpus that is no document. */
    private static final String LEFT_OUT = "warning: corpus: 2 documents; left out: 1 .svg"
            + " (.md, .markdown, .txt, .html, .htm, .pdf, .docx can be read)\n";

    private static final String NOT_USED = "note: own.csv: not used: \"nr\"\n";

    @Test
    void makesALabFromCsvThatIsValid() throws IOException {
        Result made = init("mine", "--data", "own.csv", "--input", "text", "--target", "kind", "--corpus", "docs");

        assertThat(made).isEqualTo(new Result(0, """
                        wrote datasets/mine
                          label           train  test
                          größer, "viel"  6      6
                          no              12     12
                        wrote labs/mine
                        next: say what the task is in prompts/task.txt, then
                          lab validate mine     all problems of lab and data
                          lab show mine         prompts as sent, tokens, minutes by a call in each mode
                          lab run mine --quick  a first look at 20 examples, without training: less than a minute
                          lab run mine          measure: less than a minute
                        The minutes are a guess by the lengths of the texts, for two cores without a GPU.
                        """, LEFT_OUT + NOT_USED));
        Result valid = run("validate", "mine");
        assertThat(valid.exitCode()).isZero();
        assertThat(valid.out())
                .contains("modes     prompt, few-shot, rag, nearest, lora, classifier\n")
                .contains("train     18 examples, pool of the modes: 18\n", "corpus    2 documents\n");
        assertThat(files())
                .containsExactly(
                        "datasets/mine/corpus/a.md",
                        "datasets/mine/corpus/more/b.txt",
                        "datasets/mine/dataset.yaml",
                        "datasets/mine/test.jsonl",
                        "datasets/mine/train.jsonl",
                        "labs/mine/README.md",
                        "labs/mine/lab.yaml",
                        "labs/mine/prompts/task.txt");
        assertThat(Files.readString(folder.resolve("datasets/mine/train.jsonl")))
                .startsWith("{\"id\":\"row-")
                .contains("\"target\":\"größer, \\\"viel\\\"\"}\n");
    }

    @Test
    void makesALabFromJsonLinesInAnotherFolderWithoutCorpus() throws IOException {
        Result made = init(
                "mine", "--data", "own.jsonl", "--input", "t", "--target", "k", "--test-share", "0.25", "--out", "new");

        assertThat(made.exitCode()).isZero();
        assertThat(made.out()).contains("\n  lab validate new/labs/mine     all problems");
        Result valid = run("validate", "new/labs/mine");
        assertThat(valid.exitCode()).isZero();
        assertThat(valid.out())
                .contains("modes     prompt, few-shot, nearest, lora, classifier\n")
                .contains("train     27 examples", "test      9 examples");
        try (Stream<Path> left = Files.list(folder.resolve("new"))) {
            assertThat(left).as("no staging folder is left").hasSize(2);
        }
    }

    @Test
    void makesAShortAnswerLabOfAFolderOfMarkdownAndThirtyQuestions() throws IOException {
        StringBuilder csv = new StringBuilder("question,answer,file,known\n");
        String[] words = {"window", "door", "roof", "floor", "wall", "stair"};
        for (int i = 0; i < 30; i++) {
            String question = "Who keeps the " + words[i % 6] + " of the " + words[i / 6] + " no. " + i * 7919 + "?";
            csv.append(question)
                    .append(
                            i % 5 == 0
                                    ? ",,,false\n"
                                    : ",keeper " + i + (i % 2 == 0 ? ",a,true" : ",a.md,true") + "\n");
        }
        Files.writeString(folder.resolve("own.questions.csv"), csv);

        Result made = init(
                "qa",
                "--task",
                "short-answer",
                "--data",
                "own.questions.csv",
                "--input",
                "question",
                "--target",
                "answer",
                "--doc",
                "file",
                "--answerable",
                "known",
                "--corpus",
                "docs");

        assertThat(made).isEqualTo(new Result(0, """
                        wrote datasets/qa
                                     train  test
                          questions  15     15
                        wrote labs/qa
                        next: say what the task is in prompts/task.txt, then
                          lab validate qa     all problems of lab and data
                          lab show qa         prompts as sent, tokens, minutes by a call in each mode
                          lab run qa --quick  a first look at 20 examples, without training: less than a minute
                          lab run qa          measure: less than a minute
                        The minutes are a guess by the lengths of the texts, for two cores without a GPU.
                        """, LEFT_OUT));
        assertThat(read("datasets/qa/test.jsonl")).contains("\"doc\":\"a\"}", "\"answerable\":false}");
        Result valid = run("validate", "qa");
        assertThat(valid.err()).isEmpty();
        assertThat(valid.out())
                .contains("task      short-answer\n", "modes     prompt, few-shot, rag, nearest, lora\n")
                .contains("answerable  train  test\n  true        12     12\n  false       3      3\n");
        assertThat(read("labs/qa/prompts/passages.txt"))
                .isEqualTo("Text:\n{passages}\n\n" + read("labs/qa/prompts/question.txt"));
        assertThat(read("labs/qa/lab.yaml")).contains("context-tokens: 4096, stop: \"\\n\"}");
        assertThat(read("labs/qa/lab.yaml").lines())
                .filteredOn(line -> line.contains("technique: "))
                .allSatisfy(line -> assertThat(line)
                        .contains(
                                line.contains("from: corpus")
                                        ? "user: prompts/passages.txt"
                                        : "user: prompts/question.txt"));
    }

    @Test
    void refusesTasksItCannotSetUp() {
        assertThat(init("x", "--data", "own.csv", "--task", "poetry").err())
                .startsWith("lab: --task is \"poetry\"; allowed: classification, short-answer, extraction\n");
        assertThat(init("x", "--data", "own.csv", "--schema", "s.json").err())
                .startsWith("lab: --schema is for --task extraction\n");
        assertThat(init("x", "--data", "own.csv", "--answerable", "kind").err())
                .startsWith("lab: --answerable is for --task short-answer\n");
    }

    @Test
    void namesRowsThatDoNotSayWhetherTheyHaveAnAnswer() {
        assertThat(init(
                                "x",
                                "--task",
                                "short-answer",
                                "--data",
                                "own.csv",
                                "--input",
                                "text",
                                "--target",
                                "kind",
                                "--answerable",
                                "nr")
                        .err())
                .startsWith("own.csv:2: column \"nr\" is \"0\"; allowed: true, false\n");
    }

    @Test
    void aSeedGivesTheSameSplitAndAnotherSeedAnother() throws IOException {
        List<String> test = Stream.of("1", "1", "2")
                .map(seed -> {
                    String out = "o" + System.nanoTime();
                    init("m", "--data", "own.csv", "--input", "text", "--target", "kind", "--seed", seed, "--out", out);
                    return read(out + "/datasets/m/test.jsonl");
                })
                .toList();

        assertThat(test.get(0)).isEqualTo(test.get(1)).isNotEqualTo(test.get(2));
    }

    @Test
    void neverGuessesAColumn() throws IOException {
        assertThat(init("mine", "--data", "own.csv", "--target", "kind"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "lab: say with --input COLUMN which column is the text to classify; own.csv has the columns:"
                                + " nr, text, kind\nRun \"lab init --help\" for what is allowed.\n"));
        assertThat(init("mine", "--data", "own.csv", "--input", "txt", "--target", "kind")
                        .err())
                .startsWith("lab: --input names the column \"txt\", which is not there; own.csv has the columns:"
                        + " nr, text, kind; did you mean \"text\"?\n");
        assertThat(init("mine", "--data", "own.csv", "--input", "kind", "--target", "kind")
                        .err())
                .startsWith("lab: --input and --target are the same column, \"kind\"\n");
        assertThat(files()).isEmpty();
    }

    @Test
    void asksAPersonAtATerminal() {
        Result made =
                new LabCommandLine(folder).answering("txt\ntext\nkind\n").run("init", "mine", "--data", "own.csv");

        assertThat(made.exitCode()).isZero();
        assertThat(made.err())
                .contains("Which column is the text to classify? own.csv has the columns: nr, text, kind\n> ")
                .contains("there is no column \"txt\"; did you mean \"text\"?\n")
                .contains("Which column is the label? ");
        assertThat(run("validate", "mine").exitCode()).isZero();
    }

    @Test
    void givesUpOnAPersonWhoDoesNotAnswer() {
        Result made = new LabCommandLine(folder).answering("").run("init", "mine", "--data", "own.csv");

        assertThat(made.exitCode()).isEqualTo(2);
        assertThat(made.err()).contains("lab: no column was named; ");
    }

    @Test
    void overwritesNothing() throws IOException {
        Files.createDirectories(folder.resolve("labs/mine"));

        assertThat(init("mine", "--data", "own.csv", "--input", "text", "--target", "kind"))
                .isEqualTo(new Result(
                        2,
                        "",
                        "labs/mine exists already, and nothing is overwritten; take another name or another --out\n"));
        assertThat(files()).isEmpty();
    }

    @Test
    void refusesTargetsThatAreNoLabels() throws IOException {
        assertThat(init("mine", "--data", "own.csv", "--input", "text", "--target", "nr")
                        .err())
                .startsWith("own.csv: column \"nr\" has 36 different values in 36 rows; ");
        Files.writeString(folder.resolve("bad.csv"), "t,k\na,One\nb,\nc,one\nd,two\ne,two\n");
        assertThat(init("mine", "--data", "bad.csv", "--input", "t", "--target", "k"))
                .isEqualTo(new Result(2, "", """
                        bad.csv:3: has no text in column "k"
                        bad.csv:4: "one" and "One" differ only in case; write a label in one way, or let --fix do it
                        bad.csv: column "k" has 3 different values in 5 rows; a classification needs few labels with \
                        several rows each. Is it the right column? Free answers are --task short-answer
                        """));
        assertThat(files()).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenTheNewLabWouldNotBeValid() throws IOException {
        Files.writeString(folder.resolve("docs/a.md"), "\n");

        assertThat(init("mine", "--data", "own.csv", "--input", "text", "--target", "kind", "--corpus", "docs"))
                .isEqualTo(new Result(2, "", "docs/a.md: is empty; write the document or delete it\n"));
        assertThat(init("mine", "--data", "own.csv", "--input", "text", "--target", "kind", "--corpus", "nowhere")
                        .err())
                .isEqualTo("nowhere: no such folder\n");
        assertThat(files()).isEmpty();
    }

    @Test
    void warnsOfALabelThatOneSideLacks() throws IOException {
        Files.writeString(folder.resolve("few.csv"), "t,k\nlamp,a\nkettle,a\nvan,b\ngift card,a\nmagnet,a\nsensor,a\n");

        Result made = init("mine", "--data", "few.csv", "--input", "t", "--target", "k");

        assertThat(made.exitCode()).isZero();
        assertThat(made.err())
                .contains("warning: label \"b\" has no test example, so nothing is measured of it; add rows, or")
                .contains("warning: 2 labels have fewer than 3 training examples, too few to learn them: \"a\" and");
    }

    @Test
    void refusesBadNamesAndShares() {
        assertThat(init("../x", "--data", "own.csv").err())
                .startsWith(
                        "lab: NAME must have letters, digits, '.', '_' and '-' only (64 at most), but is \"../x\"\n");
        assertThat(init("x", "--data", "own.csv", "--test-share", "1").err())
                .startsWith("lab: --test-share must be above 0 and below 1, but is 1.0\n");
        assertThat(init("x", "--data", "own.csv", "--test-share", "half").exitCode())
                .isEqualTo(2);
    }

    private Result init(String... args) {
        return run(Stream.concat(Stream.of("init"), Stream.of(args)).toArray(String[]::new));
    }

    private Result run(String... args) {
        return new LabCommandLine(folder).run(args);
    }

    private String read(String file) {
        try {
            return Files.readString(folder.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** The files that init made, and what it may have left behind. */
    private List<String> files() throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .filter(file -> !file.startsWith("own.") && !file.startsWith("docs/") && !file.equals("bad.csv"))
                    .sorted()
                    .toList();
        }
    }
}
