package org.adaptationlab.train.peft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.adaptationlab.lab.HubModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.process.SystemMemory;
import org.jspecify.annotations.Nullable;

/**
 * What the Python environment says of itself.
 *
 * @param packages versions by name
 * @param sizes of the model on the hub that was asked for, else null
 */
record Probe(
        Devices devices,
        Map<String, String> packages,
        @Nullable ModelSizes sizes) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Starts the environment and asks.
     *
     * @param folder where its program is unpacked
     * @throws org.adaptationlab.problem.LabException if it does not start, or the model is not to be had
     */
    static Probe ask(Path python, Path folder, @Nullable HubModel hub) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(python.toString(), TrainerScripts.unpack(folder).toString(), "--probe"));
        if (hub != null) {
            command.add(hub.toString());
        }
        List<String> lines = new ArrayList<>();
        int exitCode = PythonProgram.run(folder, command, hub, lines::add);
        for (String line : lines) {
            JsonNode said = parsed(line);
            if (said.has("probe")) {
                return of(said.get("probe"));
            }
            if (said.has("failure")) {
                String message = said.path("failure").path("message").asText();
                throw said.path("failure").path("exitCode").asInt() == 2
                        ? new LabDefinitionException(message)
                        : new PrerequisiteException(message);
            }
        }
        throw new PrerequisiteException("the trainer's Python " + python + " does not work: exit code " + exitCode
                + (lines.isEmpty() ? "" : "; it said: " + lines.get(lines.size() - 1))
                + "; delete its folder and run lab trainer install again");
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line.startsWith("{") ? line : "{}");
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode();
        }
    }

    private static Probe of(JsonNode said) {
        Map<String, String> packages = new TreeMap<>();
        said.path("packages")
                .properties()
                .forEach(entry -> packages.put(entry.getKey(), entry.getValue().asText()));
        JsonNode card = said.path("devices").path(0);
        Devices devices = new Devices(
                SystemMemory.now().available(),
                card.path("name").asText(""),
                card.path("free").asLong(0),
                packages.containsKey("bitsandbytes"),
                said.path("speed").asDouble(0),
                card.path("speed").asDouble(0));
        JsonNode shape = said.path("shape");
        return new Probe(devices, packages, shape.isObject() ? JSON.convertValue(shape, ModelSizes.class) : null);
    }
}
