package org.adaptationlab.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;

/** What a trainer says to training examples, as it lies with an adapter. */
public final class TrainerAnswerFile {

    /** Beside PEFT's {@code adapter_config.json}: a list of objects with the fields of {@link TrainerAnswer}. */
    public static final String NAME = "answers.json";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private TrainerAnswerFile() {}

    /**
     * The answers of the trainer of an adapter: those of {@link #NAME} in its folder, else those of its manifest, else
     * none.
     *
     * @param adapter a GGUF file, or a folder in PEFT's form
     * @throws LabDefinitionException if {@link #NAME} is there and is no list of answers
     */
    public static List<TrainerAnswer> ofAdapter(Path adapter) {
        Path file = adapter.resolve(NAME);
        if (!Files.isDirectory(adapter) || !Files.exists(file)) {
            return TrainingManifest.of(adapter).map(TrainingManifest::answers).orElse(List.of());
        }
        try {
            return List.of(JSON.readValue(Files.readAllBytes(file), TrainerAnswer[].class));
        } catch (JsonProcessingException e) {
            throw new LabDefinitionException(
                    file + ": is no list of a trainer's answers (" + e.getOriginalMessage()
                            + "); each has example, messages, rendered, target and answer; mend it, or delete it to go"
                            + " without the check of what the server says",
                    e);
        } catch (IOException e) {
            throw new LabDefinitionException(file + ": cannot be read: " + IoReason.of(e), e);
        }
    }
}
