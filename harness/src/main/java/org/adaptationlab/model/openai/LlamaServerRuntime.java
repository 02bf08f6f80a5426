package org.adaptationlab.model.openai;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.call.CallFailure;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.call.ServerPlace;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * A llama.cpp server: one that the harness starts, or one at an address. Base and all adapters are in one process, and each
 * request says which adapter counts. Not thread-safe.
 */
public final class LlamaServerRuntime implements ModelRuntime {

    private final CallSettings settings;
    private final @Nullable OpenAiAddress given;
    private final @Nullable Path program;
    private final List<String> arguments;
    private final Set<Path> adapters = new LinkedHashSet<>();
    private int slots = 1;
    private @Nullable StartedLlamaServer started;
    private StartedLlamaServer.@Nullable Plan startedAs;
    private @Nullable String version;
    private @Nullable List<String> adaptersAtAddress;

    private LlamaServerRuntime(
            CallSettings settings, @Nullable OpenAiAddress given, @Nullable Path program, List<String> arguments) {
        this.settings = settings;
        this.given = given;
        this.program = program;
        this.arguments = List.copyOf(arguments);
    }

    /** A runtime that starts this program when a model is served; see {@link LlamaServerProgram#find}. */
    public static LlamaServerRuntime starting(Path program, Map<String, String> environment, CallSettings settings) {
        return new LlamaServerRuntime(settings, null, program, LlamaServerProgram.arguments(environment));
    }

    /**
     * A runtime of the server at an address; nothing is sent yet.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException when it is no address
     */
    public static LlamaServerRuntime at(String endpoint, CallSettings settings) {
        OpenAiAddress address = OpenAiAddress.parse(endpoint.strip(), "--endpoint");
        boolean hasPath = !address.base().getPath().isEmpty();
        OpenAiAddress whole =
                hasPath ? address : new OpenAiAddress(URI.create(address.base() + "/v1"), address.query());
        return new LlamaServerRuntime(settings, whole, null, List.of());
    }

    @Override
    public String name() {
        return "llama-server";
    }

    /** The build of llama.cpp, asked once. */
    @Override
    public String version() {
        if (version == null) {
            version = "llama-server " + (program == null ? buildAtAddress() : LlamaServerProgram.version(program));
        }
        return version;
    }

    private String buildAtAddress() {
        try {
            String build = questions(requireGiven())
                    .ofServer("/props")
                    .path("build_info")
                    .asText("");
            return build.isEmpty() ? "of an unknown build" : build;
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public Optional<URI> address() {
        return Optional.ofNullable(given).map(OpenAiAddress::base);
    }

    @Override
    public boolean isElsewhere() {
        return given != null && ServerPlace.isElsewhere(given.base());
    }

    @Override
    public ServerSettings requestSettings() {
        return settings.rules().settings();
    }

    @Override
    public List<String> leftOut() {
        return settings.rules().learned();
    }

    /** One that is started here gets a slot for each; one at an address tells how many it has. */
    @Override
    public List<String> expectInFlight(int requests) {
        if (given == null) {
            slots = requests;
            return List.of();
        }
        int has = slotsAtAddress();
        if (has > 0 && has < requests) {
            return List.of("the llama-server at " + given.base() + " answers " + has + " requests at once, so of "
                    + requests + " in flight " + (requests - has)
                    + " wait in its queue, and their times hold the wait; "
                    + LlamaServerProgram.toAnswerAtOnce(requests));
        }
        return has > 1 && requests == 1
                ? List.of("the llama-server at " + given.base() + " answers " + has
                        + " requests at once, and is asked one at a time; --in-flight " + has + " asks as many at once")
                : List.of();
    }

    /** 0 where it does not say. */
    private int slotsAtAddress() {
        try {
            return questions(requireGiven())
                    .ofServer("/props")
                    .path("total_slots")
                    .asInt(0);
        } catch (IOException e) {
            return 0; // a server that does not tell its properties answers all the same
        }
    }

    @Override
    public Optional<String> toAnswerAtOnce(int requests) {
        return given == null ? Optional.empty() : Optional.of(LlamaServerProgram.toAnswerAtOnce(requests));
    }

    /** As each request says; one at an address that has adapters is told to keep no prompt, since it may mix them up. */
    @Override
    public String prefixCache(SamplingOptions options) {
        return options.reusePrefix() && !hasAdaptersAtAddress() ? "warm" : "cold";
    }

    private boolean hasAdaptersAtAddress() {
        if (given != null && adaptersAtAddress == null) {
            try {
                adaptersAtAddress = GivenLlamaServer.at(given, questions(given)).adapters();
            } catch (IOException e) {
                return false; // a server that is gone has answered nothing, or was asked before
            }
        }
        return adaptersAtAddress != null && !adaptersAtAddress.isEmpty();
    }

    /** What a server at an address serves under this name; one that the harness starts has nothing before. */
    @Override
    public Optional<BaseModel> find(String name) {
        return given == null || !modelNames().contains(name)
                ? Optional.empty()
                : Optional.of(BaseModel.onServer(name, "llama-server:" + name, null, null));
    }

    /** The names of what the server at the address serves. */
    public List<String> modelNames() {
        try {
            return questions(requireGiven()).list().stream()
                    .map(OpenAiModels.Listed::id)
                    .toList();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    @Override
    public ServedModel serve(BaseModel base, @Nullable AdapterRef adapter, SamplingOptions options) {
        Path weights = weights(base, adapter);
        if (given != null) {
            return atAddress(base, weights);
        }
        if (base.file() == null) {
            throw new PrerequisiteException(
                    "model " + base.name() + " has no file on this machine, which a llama-server"
                            + " needs; fetch it with \"lab models pull\", or name a GGUF file with --model");
        }
        if (weights != null) {
            adapters.add(weights.toAbsolutePath().normalize());
        }
        StartedLlamaServer.Plan plan = new StartedLlamaServer.Plan(
                Objects.requireNonNull(program, "program"),
                arguments,
                base.file().toAbsolutePath(),
                new ArrayList<>(adapters),
                options.contextTokens(),
                slots,
                LlamaServerProgram.keepsPrompts(version()));
        LlamaServer server = running(plan);
        return new LlamaServerModel(
                base.name(),
                weights == null ? null : weights.toAbsolutePath().normalize().toString(),
                server,
                settings,
                dead -> startAgain(plan));
    }

    /** One that was started for it ends with the tokenizer, and so does one that served before. */
    @Override
    public Optional<ChatTokenizer> tokenizer(BaseModel base, SamplingOptions options) {
        OpenAiAddress address;
        if (given == null) {
            serve(base, null, options);
            address = Objects.requireNonNull(started).address();
        } else {
            address = given;
        }
        return Optional.of(
                new LlamaServerTokenizer(questions(address), options, settings.rules(), identity(), this::release));
    }

    @Override
    public Optional<String> tokenizerIdentity() {
        return Optional.of(identity());
    }

    private String identity() {
        return version().replaceFirst("^llama-server ", "llama.cpp ");
    }

    private static @Nullable Path weights(BaseModel base, @Nullable AdapterRef adapter) {
        if (adapter == null) {
            return null;
        }
        if (!(adapter instanceof AdapterRef.Weights given)) {
            throw new PrerequisiteException("the adapter " + adapter + " is a model of another kind of server; run with"
                    + " --runtime ollama or openai, or give the adapter as a file");
        }
        AdapterFile opened = AdapterFile.open(given.gguf());
        if (base.file() != null) {
            opened.requireFits(GgufFile.open(base.file()));
        }
        return given.gguf();
    }

    private LlamaServer running(StartedLlamaServer.Plan plan) {
        if (started != null && started.isAlive() && plan.equals(startedAs)) {
            return started;
        }
        return startAgain(plan);
    }

    private StartedLlamaServer startAgain(StartedLlamaServer.Plan plan) {
        release();
        started = StartedLlamaServer.start(plan);
        startedAs = plan;
        return started;
    }

    private ServedModel atAddress(BaseModel base, @Nullable Path adapter) {
        OpenAiAddress address = requireGiven();
        try {
            GivenLlamaServer server = GivenLlamaServer.at(address, questions(address));
            adaptersAtAddress = server.adapters();
            String served = adapter == null ? null : servedAs(adapter, server.adapters());
            if (adapter != null && served == null) {
                throw new PrerequisiteException("the llama-server at " + address.base() + " has no adapter "
                        + fileName(adapter.toString()) + ", only "
                        + (server.adapters().isEmpty() ? "none" : String.join(", ", server.adapters()))
                        + "; start it with --lora FILE, or leave --endpoint out and name the program with "
                        + LlamaServerProgram.VARIABLE);
            }
            return new LlamaServerModel(base.name(), served, server, settings, dead -> dead);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    /** The same path, else the same file name: the server may be on another machine. Null where it has none. */
    private @Nullable String servedAs(Path adapter, List<String> served) {
        String path = adapter.toAbsolutePath().normalize().toString();
        if (served.contains(path)) {
            return path;
        }
        List<String> alike = served.stream()
                .filter(other -> fileName(other).equals(fileName(path)))
                .distinct()
                .toList();
        if (alike.size() > 1) {
            throw new PrerequisiteException(
                    "the llama-server at " + requireGiven().base() + " has several adapters "
                            + fileName(path) + ": " + String.join(", ", alike)
                            + "; give the files different names, so that it is clear which one is meant");
        }
        return alike.isEmpty() ? null : alike.get(0);
    }

    private static String fileName(String path) {
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }

    private OpenAiAddress requireGiven() {
        return Objects.requireNonNull(given, "an address");
    }

    private static OpenAiModels questions(OpenAiAddress address) {
        return new OpenAiModels(address, ApiKey.of(Map.of()));
    }

    private PrerequisiteException failed(IOException cause) {
        return new PrerequisiteException(
                CallFailure.describe("the llama-server at " + requireGiven().base() + " could not be asked", cause)
                        + "; start it, correct --endpoint, or leave it out",
                cause);
    }

    /** Ends the server that was started; the next model that is served starts one again, with all adapters so far. */
    @Override
    public void release() {
        if (started != null) {
            started.close();
            started = null;
        }
    }

    @Override
    public void close() {
        release();
    }
}
