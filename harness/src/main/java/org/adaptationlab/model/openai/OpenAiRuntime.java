package org.adaptationlab.model.openai;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.Delivery;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.call.CallFailure;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.call.ChatCaller;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.model.call.ServerPlace;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * Any server that speaks OpenAI's chat protocol: vLLM, a llama-server, Ollama under {@code /v1}, a closed API. It has base
 * and adapters under names of their own; a vLLM that allows it is given adapters while it runs. Such servers take no size
 * of the context window: theirs must be the lab's at least.
 */
public final class OpenAiRuntime implements ModelRuntime {

    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final OpenAiAddress address;
    private final ApiKey key;
    private final OpenAiModels models;
    private final CallSettings settings;
    private final VllmAdapters adapters;
    private @Nullable OpenAiServer kind;
    private @Nullable String version;
    private @Nullable ChatCaller caller;

    private OpenAiRuntime(OpenAiAddress address, ApiKey key, CallSettings settings, Path home) {
        this.address = address;
        this.key = key;
        this.models = new OpenAiModels(address, key);
        this.settings = settings;
        this.adapters = new VllmAdapters(address, models, home.resolve("adapters"));
    }

    /**
     * Makes a runtime of the server at the given address, else at that of {@code OPENAI_BASE_URL}, with the key of
     * {@code LAB_OPENAI_API_KEY} or {@code OPENAI_API_KEY} where it is set; nothing is sent yet.
     *
     * @throws PrerequisiteException when no address is given
     * @throws LabDefinitionException when it is no address
     */
    public static OpenAiRuntime of(@Nullable String endpoint, Map<String, String> environment, CallSettings settings) {
        return new OpenAiRuntime(
                OpenAiAddress.of(endpoint, environment), ApiKey.of(environment), settings, LabHome.of(environment));
    }

    /** The address in use. */
    public URI endpoint() {
        return address.base();
    }

    @Override
    public Optional<URI> address() {
        return Optional.of(address.base());
    }

    /** What the user should know of how it is asked; empty for nothing. */
    public Optional<String> doubt() {
        boolean open = "http".equalsIgnoreCase(address.base().getScheme()) && isElsewhere();
        return key.value() != null && open
                ? Optional.of("the key goes to " + address.base()
                        + " over http, where others can read it; use https, or unset " + ApiKey.VARIABLE)
                : Optional.empty();
    }

    @Override
    public String name() {
        return "openai";
    }

    /** Kind and version of the server, asked once; its address is none of its identity. */
    @Override
    public String version() {
        if (version == null) {
            OpenAiServer server = kind(models());
            version = server == OpenAiServer.VLLM ? server.title() + " " + vllmVersion() : server.title();
        }
        return version;
    }

    private String vllmVersion() {
        try {
            return models.ofServer("/version").path("version").asText("of an unknown version");
        } catch (IOException e) {
            return "of an unknown version";
        }
    }

    @Override
    public boolean isElsewhere() {
        return ServerPlace.isElsewhere(address.base());
    }

    /** A vLLM reuses prefixes within a mode, as it is told; of others nothing is known. */
    @Override
    public @Nullable String prefixCache(SamplingOptions options) {
        return kind == OpenAiServer.VLLM ? "warm" : null;
    }

    @Override
    public Optional<String> toAnswerAtOnce(int requests) {
        return Optional.ofNullable(kind).flatMap(server -> server.toAnswerAtOnce(requests));
    }

    @Override
    public List<String> notSet() {
        return kind == null ? List.of() : kind.notSet();
    }

    @Override
    public ServerSettings requestSettings() {
        return settings.rules().settings();
    }

    @Override
    public List<String> leftOut() {
        return settings.rules().learned();
    }

    @Override
    public boolean takesPeft() {
        return kind(models()) == OpenAiServer.VLLM;
    }

    /** The digest is {@code openai:} and the name: of the weights behind it nothing is known. */
    @Override
    public Optional<BaseModel> find(String name) {
        return isListed(name, models())
                ? Optional.of(BaseModel.onServer(name, "openai:" + name, null, null))
                : Optional.empty();
    }

    /**
     * The names of its models.
     *
     * @return empty where the server has no list
     * @throws PrerequisiteException when no such server answers there
     */
    public List<String> modelNames() {
        return names(models());
    }

    private static List<String> names(Optional<List<OpenAiModels.Listed>> list) {
        return list.stream().flatMap(List::stream).map(OpenAiModels.Listed::id).toList();
    }

    /** Servers without a list are taken at the user's word. */
    private static boolean isListed(String name, Optional<List<OpenAiModels.Listed>> list) {
        return list.isEmpty() || list.get().stream().anyMatch(model -> model.isCalled(name));
    }

    @Override
    public ServedModel serve(BaseModel base, @Nullable AdapterRef adapter, SamplingOptions options) {
        Optional<List<OpenAiModels.Listed>> list = models();
        if (adapter == null || adapter instanceof AdapterRef.Served) {
            String name = adapter instanceof AdapterRef.Served served ? served.modelName() : base.name();
            requireListed(name, list);
            of(name, list).ifPresent(model -> checkWindow(model, options));
            if (adapter != null) {
                of(name, list).ifPresent(model -> checkParent(model, base, list));
            }
            return new OpenAiModel(caller(list), key, name, adapter == null ? null : Delivery.NAMED, () -> {});
        }
        if (kind(list) != OpenAiServer.VLLM) {
            throw cannotBeGiven(adapter);
        }
        of(base.name(), list).ifPresent(model -> checkWindow(model, options));
        String name = adapter instanceof AdapterRef.Weights weights
                ? adapters.load(base, weights)
                : adapters.load((AdapterRef.PeftFolder) adapter);
        return new OpenAiModel(caller(list), key, name, Delivery.APPLIED, () -> adapters.unload(name));
    }

    /** Only a vLLM shows it. */
    @Override
    public Optional<ChatTokenizer> tokenizer(BaseModel base, SamplingOptions options) {
        return tokenizerIdentity()
                .map(identity -> new VllmTokenizer(models, base.name(), options, settings.rules(), identity));
    }

    @Override
    public Optional<String> tokenizerIdentity() {
        return kind(models()) == OpenAiServer.VLLM ? Optional.of(version()) : Optional.empty();
    }

    private void requireListed(String name, Optional<List<OpenAiModels.Listed>> list) {
        if (!isListed(name, list)) {
            throw new PrerequisiteException("the server at " + endpoint() + " has no model \"" + name + "\", only "
                    + String.join(", ", names(list))
                    + "; name one of them with --model, or as adapter: {openai: NAME}");
        }
    }

    private PrerequisiteException cannotBeGiven(AdapterRef adapter) {
        String what = adapter instanceof AdapterRef.Weights weights
                ? weights.gguf().toString()
                : ((AdapterRef.PeftFolder) adapter).folder().toString();
        return new PrerequisiteException("the adapter " + what + " can't be given to the server at " + endpoint()
                + ", which is no vLLM; start the server with it, name it in the lab file as adapter: {openai: NAME}, or run"
                + " with --runtime llama-server, ollama or embedded");
    }

    private static Optional<OpenAiModels.Listed> of(String name, Optional<List<OpenAiModels.Listed>> list) {
        return list.stream()
                .flatMap(List::stream)
                .filter(model -> model.isCalled(name))
                .findFirst();
    }

    private void checkWindow(OpenAiModels.Listed model, SamplingOptions options) {
        Integer window = model.contextTokens();
        if (window != null && window < options.contextTokens()) {
            throw new PrerequisiteException("the server at " + endpoint() + " has a context window of " + window
                    + " tokens for " + model.id() + ", the lab asks for " + options.contextTokens()
                    + "; start it with a larger one (vLLM: --max-model-len), or lower sampling: {context-tokens}");
        }
    }

    /** A server may list a base under several names; their weights are the same. */
    private void checkParent(OpenAiModels.Listed adapter, BaseModel base, Optional<List<OpenAiModels.Listed>> list) {
        String parent = adapter.parent();
        if (parent == null || parent.equals(base.name()) || root(parent, list).equals(root(base.name(), list))) {
            return;
        }
        throw new LabDefinitionException("the adapter \"" + adapter.id() + "\" on the server at " + endpoint()
                + " belongs to the base \"" + parent + "\", but the base of this run is \"" + base.name()
                + "\"; name that base with --model, or another adapter");
    }

    private static String root(String name, Optional<List<OpenAiModels.Listed>> list) {
        return of(name, list).map(OpenAiModels.Listed::root).orElse(name);
    }

    private ChatCaller caller(Optional<List<OpenAiModels.Listed>> list) {
        if (caller == null) {
            caller = new ChatCaller(
                    endpoint(),
                    settings,
                    System::nanoTime,
                    new OpenAiProtocol(address, key, kind(list), JsonNodeFactory.instance.objectNode()));
        }
        return caller;
    }

    private OpenAiServer kind(Optional<List<OpenAiModels.Listed>> list) {
        if (kind == null) {
            kind = OpenAiServer.of(
                    endpoint().getHost(),
                    list.stream()
                            .flatMap(List::stream)
                            .map(OpenAiModels.Listed::owner)
                            .toList());
        }
        return kind;
    }

    /** Empty where the server has no list. */
    private Optional<List<OpenAiModels.Listed>> models() {
        try {
            return Optional.of(models.list());
        } catch (HttpRefusal e) {
            if (e.status() == NOT_FOUND && endpoint().getPath().isEmpty()) {
                throw failed(e, "; the base URL usually ends in /v1");
            }
            if (e.status() == NOT_FOUND || e.status() == NOT_ALLOWED) {
                return Optional.empty();
            }
            boolean unauthorised = e.status() == 401 || e.status() == 403;
            throw failed(
                    e, unauthorised ? "; put the server's key into the environment variable " + ApiKey.VARIABLE : "");
        } catch (IOException e) {
            throw failed(
                    e,
                    e instanceof SSLException
                            ? "; add its certificate to Java's trust store, or correct the address"
                            : "; start the server, or name another with --endpoint or OPENAI_BASE_URL");
        }
    }

    private PrerequisiteException failed(IOException cause, String remedy) {
        String message =
                CallFailure.describe("the OpenAI-compatible server at " + endpoint() + " could not be asked", cause)
                        + remedy;
        return key.isIn(cause)
                ? new PrerequisiteException(key.hiddenIn(message))
                : new PrerequisiteException(message, cause);
    }

    @Override
    public void close() {}
}
