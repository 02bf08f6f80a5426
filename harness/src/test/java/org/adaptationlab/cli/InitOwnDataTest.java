package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lab init} with what users have: chats, objects, files they divided themselves, data that make no sense. */
class InitOwnDataTest {

    @TempDir
    private Path folder;

    @Test
    void makesALabOfChatsWithTheirSystemTextAsTheTask() throws IOException {
        StringBuilder chats = new StringBuilder();
        String[] things = {"lamp", "van", "kettle", "magnet", "sensor", "stair", "roof", "mill"};
        for (int i = 0; i < 8; i++) {
            chats.append(
                            "{\"messages\":[{\"role\":\"system\",\"content\":\"Name the desk.\"},{\"role\":\"user\",\"content\":\"My ")
                    .append(things[i])
                    .append(i % 2 == 0 ? " was charged twice" : " is nine days late")
                    .append("\"},{\"role\":\"assistant\",\"content\":\"")
                    .append(i % 2 == 0 ? "billing" : "shipping")
                    .append("\"}]}\n");
        }
        Files.writeString(folder.resolve("own.chats.jsonl"), chats);

        Result made = init("desk", "--data", "own.chats.jsonl");

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.err()).contains("note: own.chats.jsonl holds chats (messages): input is \"user\", target is");
        assertThat(read("labs/desk/prompts/task.txt"))
                .isEqualTo("Name the desk.\nThe answer is one of these: {labels}.\n");
        assertThat(init("x", "--data", "own.chats.jsonl", "--input", "messages", "--target", "label")
                        .err())
                .contains("own.chats.jsonl holds chats (messages), so --input and --target can be left out");
    }

    @Test
    void makesAnExtractionLabWithASchemaThatAllTargetsSatisfy() throws IOException {
        Files.writeString(folder.resolve("own.orders.jsonl"), """
                {"mail":"Two lamps to Bern please","order":{"item":"lamp","count":2,"price":1.50}}
                {"mail":"One van, no hurry at all","order":{"item":"van","count":1.5}}
                {"mail":"Seven kettles for the mill","order":{"item":"kettle","count":7,"tags":["x"]}}
                {"mail":"The magnet of last week again","order":{"item":"magnet","count":1}}
                """);

        Result made = init(
                "orders", "--task", "extraction", "--data", "own.orders.jsonl", "--input", "mail", "--target", "order");

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(read("labs/orders/answer.schema.json").replaceAll("\\s+", ""))
                .isEqualTo(
                        "{\"type\":\"object\",\"properties\":{\"item\":{\"type\":\"string\"},\"count\":{\"type\":\"number\"},"
                                + "\"price\":{\"type\":\"number\"},\"tags\":{\"type\":\"array\",\"items\":{\"type\":\"string\"}}},"
                                + "\"required\":[\"item\",\"count\"],\"additionalProperties\":false}");
        assertThat(run("validate", "orders").exitCode()).isZero();
        assertThat(read("labs/orders/lab.yaml")).contains("task: {type: extraction, schema: answer.schema.json}");
    }

    @Test
    void saysWhichColumnsItDoesNotUseAndWhatSomeOfThemAreFor() throws IOException {
        Files.createDirectory(folder.resolve("docs"));
        Files.writeString(folder.resolve("docs/house.md"), "The house opens at nine and closes at six.");
        Files.writeString(folder.resolve("docs/lift.txt"), "The lift stops on four floors.");
        StringBuilder rows = new StringBuilder("q,a,page,part,known,by\n");
        for (int i = 0; i < 8; i++) {
            rows.append("question %d of %d?,answer %d,%s,%s,TRUE,ann\n"
                    .formatted(i, 31 * i, i, i % 2 == 0 ? "house.md" : "lift", i < 4 ? "Train" : "dev"));
        }
        Files.writeString(folder.resolve("own.faq.csv"), rows);
        String[] plain = {
            "init", "faq", "--task", "short-answer", "--data", "own.faq.csv", "--input", "q", "--target", "a"
        };
        String[] more = {"--corpus", "docs", "--answerable", "known", "--out", "other"};

        assertThat(run(plain).err())
                .contains(
                        "note: own.faq.csv: not used: \"page\", \"part\" (with --split it says what is trained on and what"
                                + " is tested), \"known\" (with --answerable it says which questions have no answer), \"by\"\n");
        assertThat(run(Stream.of(plain, more).flatMap(Stream::of).toArray(String[]::new))
                        .err())
                .contains("not used: \"page\" (with --doc it says which document has the answer), \"part\"")
                .contains("\"by\"\n")
                .doesNotContain("\"known\"");
    }

    @Test
    void ofManyLabelsAnAdapterIsTrainedWithoutTheirList() throws IOException {
        StringBuilder rows = new StringBuilder("question,topic\n");
        for (int label = 0; label < 21; label++) {
            for (int row = 0; row < 4; row++) {
                rows.append("word%d of %d and %d,topic %d\n".formatted(100 * label + row, 31 * label, 7 * row, label));
            }
        }
        Files.writeString(folder.resolve("own.topics.csv"), rows);
        String[] args = {"--data", "own.topics.csv", "--input", "question", "--target", "topic"};

        assertThat(init(Stream.concat(Stream.of("many"), Stream.of(args)).toArray(String[]::new))
                        .exitCode())
                .isZero();

        assertThat(read("labs/many/prompts/short.txt")).isEqualTo("""
                Say which topic the question belongs to.
                Answer with the name of the topic and nothing else.
                """);
        assertThat(read("labs/many/lab.yaml"))
                .contains("lora:     {technique: lora, system: prompts/short.txt, constrain: true")
                .contains("short:    {control: true, technique: prompt, system: prompts/short.txt, constrain: true}");
        assertThat(run("validate", "many").exitCode()).isZero();
    }

    @Test
    void takesTrainAndTestAsTheUserDividedThem() throws IOException {
        Files.writeString(
                folder.resolve("own.train.csv"), "t,k\nlamp one,a\nkettle,a\nvan,b\nroof,b\nthe old mill,b\n");
        Files.writeString(folder.resolve("own.test.csv"), "t,k\nstair,a\nThe old mill!,b\n");
        String[] args = {"two", "--train", "own.train.csv", "--test", "own.test.csv", "--input", "t", "--target", "k"};

        assertThat(init(args).err())
                .startsWith("own.test.csv:3: leak: its text is in training too, at own.train.csv:6 (similarity 1.00)");
        Result made = init(Stream.concat(Stream.of(args), Stream.of("--fix")).toArray(String[]::new));

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(made.err()).contains("fixed: own.train.csv line 6: left out: its text is in the test, or nearly\n");
        assertThat(read("datasets/two/train.jsonl")).hasLineCount(4);
        assertThat(read("datasets/two/test.jsonl")).hasLineCount(2);
        Files.writeString(
                folder.resolve("own.both.csv"), "t,k,part\nlamp,a,train\nvan,b,train\nroof,b,test\nmill,a,dev\n");
        Result split = init("col", "--data", "own.both.csv", "--input", "t", "--target", "k", "--split", "part");
        assertThat(split.exitCode()).as(split.err()).isZero();
        assertThat(split.err()).contains("own.both.csv: left out: 1 row for validation; lab tune");
        assertThat(read("datasets/col/test.jsonl")).contains("roof").hasLineCount(1);
    }

    @Test
    void readsItsOwnDataSetsBack() throws IOException {
        String rows = """
                {"id":"q1","input":"Who keeps the mill?","target":"the miller","aliases":["Mr Miller"],"slice":"old"}
                {"id":"q2","input":"Where does the van stand?","target":"in the yard"}
                {"id":"q3","input":"How old is the roof?","target":"","answerable":false}
                {"id":"q4","input":"When was the kettle sold?","target":"in May"}
                """;
        Files.writeString(folder.resolve("own.set.jsonl"), rows);

        Result made = init("again", "--task", "short-answer", "--data", "own.set.jsonl", "--answerable", "answerable");

        assertThat(made.exitCode()).as(made.err()).isZero();
        assertThat(Stream.concat(
                        read("datasets/again/train.jsonl").lines(),
                        read("datasets/again/test.jsonl").lines()))
                .containsExactlyInAnyOrderElementsOf(rows.lines().toList());
    }

    @Test
    void takesNumbersAsTheyAreWrittenAndComparesThemAsNumbers() throws IOException {
        Files.writeString(
                folder.resolve("own.numbers.jsonl"),
                "{\"q\":\"How many users?\",\"a\":98000000}\n{\"q\":\"At what price?\",\"a\":1500000.0}\n");

        assertThat(init("n", "--task", "short-answer", "--data", "own.numbers.jsonl", "--input", "q", "--target", "a")
                        .exitCode())
                .isZero();
        assertThat(read("datasets/n/train.jsonl") + read("datasets/n/test.jsonl"))
                .contains("\"target\":\"98000000\"", "\"target\":\"1500000.0\"");
        assertThat(read("labs/n/lab.yaml")).contains("match: numeric ");
    }

    @Test
    void warnsOfTextsWithTwoLabelsAndLeavesThemOutWithFix() throws IOException {
        StringBuilder csv = new StringBuilder("t,k\n");
        for (String text : List.of("charged twice", "parcel late", "box empty", "wrong sum", "driver rude")) {
            csv.append(text).append(",a\n").append(text).append(text.startsWith("b") ? ",a\n" : ",b\n");
        }
        Files.writeString(folder.resolve("own.annot.csv"), csv.append("roof,b\nmill,b\n"));

        assertThat(init("annot", "--data", "own.annot.csv", "--input", "t", "--target", "k")
                        .err())
                .contains(
                        "warning: 4 texts have more than one target, such as lines 2 and 3 (\"a\", \"b\"): at most 66.7 %");
        assertThat(init("fixed", "--data", "own.annot.csv", "--input", "t", "--target", "k", "--fix")
                        .err())
                .contains("fixed: line 2: left out: its text has another target in as many rows\n")
                .doesNotContain("more than one target");
    }

    @Test
    void namesRowsWhoseLabelsAreInALongerList() throws IOException {
        Files.writeString(
                folder.resolve("own.lists.jsonl"),
                "{\"t\":\"a\",\"k\":[\"x\"]}\n{\"t\":\"b\",\"k\":[\"x\",\"y\"]}\n{\"t\":\"c\",\"k\":{\"l\":1}}\n");

        assertThat(init("l", "--data", "own.lists.jsonl", "--input", "t", "--target", "k")
                        .err())
                .startsWith("own.lists.jsonl:2: column \"k\" holds a list of 2; wanted is one label")
                .contains("own.lists.jsonl:3: column \"k\" holds an object or a list of objects; wanted is one label");
    }

    private Result init(String... args) {
        return run(Stream.concat(Stream.of("init"), Stream.of(args)).toArray(String[]::new));
    }

    private Result run(String... args) {
        return new LabCommandLine(folder).run(args);
    }

    private String read(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
