package org.adaptationlab.lab;

import static org.adaptationlab.lab.LabFileFixture.LAB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a lab file, in which line, and what to write instead. */
class LabFileProblemsTest {

    @TempDir
    private Path folder;

    private LabFileFixture labFile;

    @BeforeEach
    void writeLabFile() throws IOException {
        labFile = new LabFileFixture(folder);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            limit: 30 | limt: 30 | 9: unknown key "limt"; did you mean "limit"?
            limit: 30 | limit: 0 | 9: limit must be a whole number from 1 to 1000000, but is "0"
            limit: 30 | limit: "30" # quoted | 9: limit must be a whole number from 1 to 1000000, but is "30"
            limit: 30 | limit: many | 9: limit must be a whole number from 1 to 1000000, but is "many"
            limit: 30 | limit: [30] | 9: limit must be a whole number from 1 to 1000000, but is a list
            limit: 30 | slo: {ttft-p95: 5} | 9: unknown key "ttft-p95" in slo; did you mean "ttft-ms-p95"?
            limit: 30 | slo: {total-ms-p95: 0} | 9: slo.total-ms-p95 must be a number from 0.001 to 100000000, but is "0"
            limit: 30 | slo: {failed-share: 2} | 9: slo.failed-share must be a number from 0 to 1, but is "2"
            limit: 30 | slo: {} | 9: slo.ttft-ms-p95 is missing: slo names at least one of ttft-ms-p95, tpot-ms-p95, total-ms-p95, failed-share
            limit: 30 | requests-per-hour: none | 9: requests-per-hour must be a number from 0.01 to 1000000000, but is "none"
            limit: 30 | slices: clear | 9: slices must be a list, such as [a, b], but is "clear"
            limit: 30 | slices: [] | 9: slices must name at least one slice, each once
            limit: 30 | slices: [clear, clear] | 9: slices must name at least one slice, each once
            limit: 30 | lab: other | 9: duplicate key "lab"; the first is in line 1
            lab: faq | lab: a/b | 1: lab is "a/b"; a name has letters, digits, '.', '_' and '-' (64 at most)
            lab: faq | lab: | 1: lab must be a text, but is empty
            margin: 0.1 | margin: 1.5 | 12: margin must be a number from 0 to 1, but is "1.5"
            margin: 0.1 | prefer: speed | 12: prefer is "speed"; allowed: cost, latency
            margin: 0.1 | margin: NaN | 12: margin must be a number from 0 to 1, but is "NaN"
            type: classification | type: clasification | 4: task.type is "clasification"; allowed: classification, short-answer, extraction; did you mean "classification"?
            [yes, no, maybe] | [yes] | 5: task.labels must name at least two labels
            [yes, no, maybe] | [yes, no, yes] | 5: task.labels name "yes" twice
            [yes, no, maybe] | [yes, no, "NO "] | 5: task.labels "no" and "NO " cannot be told apart in an answer; they differ only in case, width or white space
            [yes, no, maybe] | [yes, no, {a: b}] | 5: task.labels must hold texts, but has a mapping with a
            [yes, no, maybe] | yes | 5: task.labels must be a list, such as [a, b], but is "yes"
            seed: 7 | sed: 7 | 10: unknown key "sed" in sampling; did you mean "seed"?
            seed: 7 | prefix-cache: hot | 10: sampling.prefix-cache is "hot"; allowed: cold, warm
            seed: 7 | stop: [a, b, c, d, e] | 10: sampling.stop must be a text such as "\\n", or a list of up to 4, but is ["a","b","c","d","e"]
            seed: 7 | stop: [a], thinking: true | 10: sampling.stop would end what the model thinks as well; take thinking or stop
            seed: 7 | stop: [a, 1] | 10: sampling.stop must be a text such as "\\n", or a list of up to 4, but is ["a",1]
            context-tokens: 512 | context-tokens: 8 | 10: sampling.context-tokens must be above max-output-tokens, but 8 is not above 8; the context holds the prompt and the answer
            baseline: prompt | baseline: promt | 11: baseline is "promt", which is no mode; allowed: prompt, rag, near, lora; did you mean "prompt"?
            baseline: prompt | baseline: free | 11: baseline is "free", a control; it must be a mode that is always measured; allowed: prompt, rag, near, lora
            constrain: true | constrain: maybe | 14: modes.prompt.constrain is "maybe"; allowed: true, false
            shots: 3 | shots: 21 | 14: modes.prompt.shots is 21, more than the 20 training-examples of the lab
            shots: 3 | adapter: {ollama: x} | 14: modes.prompt.adapter is not for technique prompt; allowed: technique, control, system, user, constrain, shots
            shots: 3 | vary: {shots: [1]} | 14: unknown key "vary" in modes.prompt; allowed: technique, control, system, user, constrain, shots, retrieve, adapter, features, regularization, train
            technique: rag, system: prompts/task.txt, retrieve: {from: c | technique: rg, system: prompts/task.txt, retrieve: {from: c | 15: modes.rag.technique is "rg"; allowed: prompt, rag, lora, classifier; did you mean "rag"?
            from: corpus | from: copus | 15: modes.rag.retrieve.from is "copus"; allowed: train, corpus, gold, http; did you mean "corpus"?
            from: corpus, top-k: 2 | from: corpus, top-k: 0 | 15: modes.rag.retrieve.top-k must be a whole number from 1 to 1000, but is "0"
            , top-k: 2 | `` | 15: missing key "top-k" in modes.rag.retrieve
            , retrieve: {from: corpus, top-k: 2} | `` | 15: missing key "retrieve" in modes.rag
            top-k: 2 | top-k: 2, gold-share: 0.8 | 15: modes.rag.retrieve.gold-share is for technique lora with "from: corpus": it says what an adapter is trained with
            top-k: 2 | top-k: 2, distractors: 3 | 15: modes.rag.retrieve.distractors is for "from: gold", where it is known which passages are no distractors
            corpus, top-k: 2 | gold, top-k: 2, position: mid | 15: modes.rag.retrieve.position is "mid"; allowed: first, middle, last, ranked, absent; did you mean "middle"?
            top-k: 2 | top-k: 2, passage-words: 5 | 15: modes.rag.retrieve.passage-words must be a whole number from 20 to 10000, but is "5"
            top-k: 2 | top-k: 2, passage-words: 40, overlap-words: 30 | 15: modes.rag.retrieve.overlap-words must be a whole number from 0 to 20, but is "30"
            top-k: 3 | top-k: 3, overlap-words: 9 | 16: modes.near.retrieve.overlap-words is for passages, but training examples are retrieved whole
            index: dense | index: dens | 16: modes.near.retrieve.index is "dens"; allowed: lexical, dense, hybrid; did you mean "dense"?
            from: corpus | from: http | 15: missing key "url" in modes.rag.retrieve
            from: corpus | from: corpus, url: http://localhost:8000 | 15: modes.rag.retrieve.url is for "from: http", a search service of your own
            from: corpus | from: http, index: dense, url: http://localhost:8000 | 15: modes.rag.retrieve.index is for passages that the harness cuts and ranks; a search service does that itself
            from: corpus | from: http, url: localhost:8000/search | 15: modes.rag.retrieve.url is "localhost:8000/search", which is no address of a search service; allowed: http://host:port/path or https://host/path, without user and password
            top-k: 2 | top-k: 2, rerank: {model: bge} | 15: missing key "url" in modes.rag.retrieve.rerank
            top-k: 2 | top-k: 2, rerank: {url: bge} | 15: modes.rag.retrieve.rerank.url is "bge", which is no address of a reranker; allowed: http://host:port/path or https://host/path, without user and password
            top-k: 2 | top-k: 2, rerank: {url: http://h/r, of: 1} | 15: modes.rag.retrieve.rerank.of is 1, fewer than the 2 passages that are shown (top-k)
            top-k: 3 | top-k: 3, rerank: {url: http://h/r} | 16: modes.near.retrieve.rerank is for passages that are searched for ("from: corpus" or "from: http")
            top-k: 3 | top-k: 21 | 16: modes.near.retrieve.top-k is 21, more than the 20 training-examples of the lab
            , adapter: {train: {rank: 4}} | `` | 17: missing key "adapter" in modes.lora
            {train: {rank: 4}} | {} | 17: modes.lora.adapter names none; exactly one of train, file, peft, ollama, openai is allowed
            {train: {rank: 4}} | {train: {}, ollama: x} | 17: modes.lora.adapter names train and ollama; exactly one of train, file, peft, ollama, openai is allowed
            rank: 4 | rnk: 4 | 17: unknown key "rnk" in modes.lora.adapter.train; did you mean "rank"?
            rank: 4 | examples: 21 | 17: modes.lora.adapter.train.examples is 21, more than the 20 training-examples of the lab
            rank: 4 | seeds: [1, 1] | 17: modes.lora.adapter.train.seeds has a seed twice
            rank: 4 | seeds: [] | 17: modes.lora.adapter.train.seeds must have at least one seed
            rank: 4 | seeds: [one] | 17: modes.lora.adapter.train.seeds must be whole numbers, but has "one"
            rank: 4 | learning-rate: 0 | 17: modes.lora.adapter.train.learning-rate must be a number from 0.00000001 to 1, but is "0"
            prompts/task.txt, control: true | prompts/task.txt, features: tfidf | 18: modes.free.features is not for technique prompt; allowed: technique, control, system, user, constrain, shots
            prompt, system: prompts/task.txt, control: true | classifier, system: prompts/task.txt, features: tfidf | 18: modes.free.system is not for technique classifier; allowed: technique, control, features, regularization, train
            prompt, system: prompts/task.txt, control: true | classifier | 18: missing key "features" in modes.free
            prompt, system: prompts/task.txt, control: true | classifier, features: words | 18: modes.free.features is "words"; allowed: embedding, fine-tuned, tfidf, none
            prompt, system: prompts/task.txt, control: true | classifier, features: tfidf, regularization: 0 | 18: modes.free.regularization must be a number from 0.000001 to 1000000, but is "0"
            prompt, system: prompts/task.txt, control: true | classifier, features: embedding, train: {epochs: 3} | 18: modes.free.train is for "features: fine-tuned"; with other features no encoder is trained
            prompt, system: prompts/task.txt, control: true | classifier, features: fine-tuned, train: {layers: 13} | 18: modes.free.train.layers must be a whole number from 1 to 12, but is "13"
            prompt, system: prompts/task.txt, control: true | classifier, features: fine-tuned, train: {epochs: 0} | 18: modes.free.train.epochs must be a whole number from 1 to 1000, but is "0"
            prompt, system: prompts/task.txt, control: true | classifier, features: fine-tuned, train: {learning-rate: 2} | 18: modes.free.train.learning-rate must be a number from 0.00000001 to 1, but is "2"
            prompt, system: prompts/task.txt, control: true | classifier, features: fine-tuned, train: {seeds: [1, 1]} | 18: modes.free.train.seeds has a seed twice
            prompt, system: prompts/task.txt, control: true | classifier, features: fine-tuned, train: {rank: 4} | 18: unknown key "rank" in modes.free.train; allowed: layers, epochs, learning-rate, batch-size, seeds
            margin: 0.1 | vary: {setting: shot, values: [1, 2]} | 12: vary.setting is "shot"; allowed: training-examples, shots, top-k, distractors, position, adapter-seeds, model; did you mean "shots"?
            margin: 0.1 | vary: {setting: shots, values: [1, 21]} | 12: vary.values has "21"; a whole number from 1 to 20 is allowed
            margin: 0.1 | vary: {setting: shots, values: [1, 1]} | 12: vary.values must be at least two different values, each once
            margin: 0.1 | vary: {setting: shots, values: [1, 02]} | 12: vary.values has "02"; a whole number from 1 to 20 is allowed
            margin: 0.1 | vary: {setting: distractors, values: [0, 4]} | 12: vary.setting is distractors, but no mode of the lab has "retrieve: {from: gold}"
            margin: 0.1 | vary: {setting: model, values: [phi4, phi4]} | 12: vary.values must be at least two different values, each once
            margin: 0.1 | vary: {values: [0, 4]} | 12: missing key "setting" in vary
            free: | rag: | 18: duplicate key "rag"; the first is in line 15
            free: | f,e: | 18: modes.f,e is no name for a mode: letters, digits, '.', '_' and '-' (64 at most)
            """)
    void namesLineAndCureOf(String right, String wrong, String problem) throws IOException {
        assertThat(LAB).contains(right);

        assertThat(labFile.problemsOf(LAB.replaceFirst(Pattern.quote(right), wrong)))
                .containsExactly("lab.yaml:" + problem);
    }

    @Test
    void namesEachMissingKey() throws IOException {
        assertThat(labFile.problemsOf("title: x\n"))
                .containsExactly(
                        "lab.yaml:1: missing key \"lab\"",
                        "lab.yaml:1: missing key \"task\"",
                        "lab.yaml:1: missing key \"dataset\"",
                        "lab.yaml:1: missing key \"model\"",
                        "lab.yaml:1: missing key \"baseline\"",
                        "lab.yaml:1: missing key \"modes\"");
    }

    @Test
    void reportsAllProblemsOfAFileInTheOrderOfItsLines() throws IOException {
        String wrong = LAB.replace("limit: 30", "limt: 30")
                .replace("shots: 3", "shots: x")
                .replace("faq\n", "a b\n");

        assertThat(labFile.problemsOf(wrong))
                .extracting(problem -> problem.replaceFirst("(:\\d+):.*", "$1"))
                .containsExactly("lab.yaml:1", "lab.yaml:9", "lab.yaml:14");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Straße, STRASSE", "ﬁne, fine", "'a b', 'A  B'"})
    void refusesLabelsThatScoringCannotTellApart(String labels) throws IOException {
        assertThat(labFile.problemsOf(LAB.replace("yes, no, maybe", labels)))
                .singleElement()
                .asString()
                .contains("cannot be told apart in an answer");
    }

    @Test
    void namesAMissingAdapterFile() throws IOException {
        assertThat(labFile.problemsOf(LAB.replace("{train: {rank: 4}}", "{file: y.gguf}")))
                .containsExactly("lab.yaml:17: modes.lora.adapter.file names " + labFile.file.resolveSibling("y.gguf")
                        + ", but there is no such file");
    }

    @Test
    void saysWhereAFileIsNotYaml() throws IOException {
        assertThat(labFile.problemsOf("lab: faq\ntask: [a\nb: c\n"))
                .singleElement()
                .asString()
                .startsWith("lab.yaml:3: is not valid YAML: ");
        assertThat(labFile.problemsOf("- a\n")).containsExactly("lab.yaml:1: must be a mapping of keys to values");
        assertThat(labFile.problemsOf("")).containsExactly("lab.yaml: is empty");
        assertThat(labFile.problemsOf("lab: a\n---\nlab: b\n"))
                .containsExactly("lab.yaml:3: has a second YAML document; only one is allowed");
    }

    @Test
    void saysThatAFileIsNotThere() {
        assertThatThrownBy(() -> LabFileReader.read(labFile.file))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessage(labFile.file + ": no such file");
    }
}
