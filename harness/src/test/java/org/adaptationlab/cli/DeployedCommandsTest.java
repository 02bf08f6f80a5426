package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.adaptationlab.cli.console.CliContext;
import org.junit.jupiter.api.Test;

/** The files of deploy/ hold commands that the command line takes, and numbers of shards that fit each other. */
class DeployedCommandsTest {

    private static final Path DEPLOY = Path.of("../deploy");
    private static final Pattern COMMAND = Pattern.compile("(?m)(?:^|run: )harness/lab ([^\n]*)");

    @Test
    void aPodOfTheJobMeasuresItsShardOfAsManyAsThereArePods() throws IOException {
        JsonNode job = new YAMLMapper().readTree(Files.readString(DEPLOY.resolve("kubernetes-job.yaml")));
        JsonNode spec = job.get("spec");
        List<String> args = StreamSupport.stream(
                        spec.at("/template/spec/containers/0/args").spliterator(), false)
                .map(JsonNode::asText)
                .toList();

        assertThat(job.get("apiVersion").asText()).isEqualTo("batch/v1");
        assertThat(job.get("kind").asText()).isEqualTo("Job");
        assertThat(spec.get("completionMode").asText()).isEqualTo("Indexed");
        assertThat(spec.at("/template/spec/restartPolicy").asText()).isEqualTo("Never");
        assertThat(args).contains("--shard=auto/" + spec.get("completions").asInt());
        assertParsed(args.toArray(String[]::new));
    }

    @Test
    void aTaskOfTheArrayMeasuresItsShardOfAsManyAsThereAreTasks() throws IOException {
        String script = Files.readString(DEPLOY.resolve("slurm-array.sh"));
        Matcher array = Pattern.compile("(?m)^#SBATCH --array=1-(\\d+)$").matcher(script);

        assertThat(array.find()).isTrue();
        List<String> commands = commands(script.replace("\"$SLURM_ARRAY_TASK_ID/", "\"2/"));
        assertThat(commands).singleElement().asString().contains("--shard 2/" + array.group(1) + " ");
        assertParsed(commands.get(0).split("\\s+"));
    }

    @Test
    void aRunnerOfTheMatrixMeasuresItsShardAndTheLastJobMergesThem() throws IOException {
        String workflow = Files.readString(DEPLOY.resolve("github-matrix.yml"));
        JsonNode jobs = new YAMLMapper().readTree(workflow).get("jobs");
        int shards = jobs.at("/shard/strategy/matrix/shard").size();
        List<String> commands = commands(workflow.replace("${{ matrix.shard }}", "" + shards));

        assertThat(jobs.at("/merge/needs").asText()).isEqualTo("shard");
        assertThat(commands).hasSize(2);
        assertThat(commands.get(0)).contains("--shard " + shards + "/" + shards + " ");
        for (String command : commands) {
            assertParsed(command.split("\\s+"));
        }
    }

    private static List<String> commands(String text) {
        List<String> commands = new ArrayList<>();
        Matcher matcher = COMMAND.matcher(text.replaceAll(" *\\\\\n *", " ").replace("\"", ""));
        while (matcher.find()) {
            commands.add(matcher.group(1));
        }
        return commands;
    }

    private static void assertParsed(String... args) {
        CliContext context = new CliContext(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                new BufferedReader(new StringReader("")),
                Map.of(),
                Path.of(""),
                Path.of(".."),
                false);
        assertThatCode(() -> Main.commandLine(context).parseArgs(args))
                .as(String.join(" ", args))
                .doesNotThrowAnyException();
    }
}
