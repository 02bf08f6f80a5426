package org.adaptationlab.model.openai;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.call.CallFailure;
import org.adaptationlab.model.call.CallLimits;
import org.adaptationlab.model.call.ChatCaller;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.model.call.ServerPlace;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * Any server that speaks OpenAI's chat protocol: vLLM, llama-server, Ollama under {@code /v1}, a closed API. It has base
 * and adapters under names of their own; weights can't be given to it. Such servers tell neither durations nor digests,
 * and take no size of the context window: theirs must be the lab's at least.
 */
public final class OpenAiRuntime implements ModelRuntime {

    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;

    private final URI endpoint;
    private final ApiKey key;
    private final OpenAiModels models;
    private final ChatCaller caller;

    private OpenAiRuntime(URI endpoint, ApiKey key, RetryPolicy retries) {
        this.endpoint = endpoint;
        this.key = key;
        this.models = new OpenAiModels(endpoint, key);
        this.caller = new ChatCaller(
                endpoint, retries, System::nanoTime, CallLimits.STANDARD, new OpenAiProtocol(endpoint, key));
    }

    /**
     * Makes a runtime of the server at the given address, else at that of {@code OPENAI_BASE_URL}, with the key of
     * {@code OPENAI_API_KEY} where it is set; nothing is sent yet.
     *
     * @throws PrerequisiteException when no address is given
     * @throws org.adaptationlab.problem.LabDefinitionException when it is no address
     */
    public static OpenAiRuntime of(@Nullable String endpoint, Map<String, String> environment, RetryPolicy retries) {
        return new OpenAiRuntime(OpenAiAddress.of(endpoint, environment), ApiKey.of(environment), retries);
    }

    /** The address in use. */
    public URI endpoint() {
        return endpoint;
    }

    @Override
    public String name() {
        return "openai";
    }

    /** The protocol has no version; the address says which server answered. */
    @Override
    public String version() {
        return "OpenAI-compatible server at " + endpoint;
    }

    @Override
    public boolean isElsewhere() {
        return ServerPlace.isElsewhere(endpoint);
    }

    @Override
    public @Nullable String prefixCache(SamplingOptions options) {
        return null;
    }

    /** The digest is {@code openai:} and the name: of the weights behind it nothing is known. */
    @Override
    public Optional<BaseModel> find(String name) {
        return isListed(name, models())
                ? Optional.of(new BaseModel(name, "openai:" + name, null, null))
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
        if (adapter instanceof AdapterRef.Weights weights) {
            throw new PrerequisiteException("the adapter " + weights.gguf() + " can't be given to the server at "
                    + endpoint
                    + "; start the server with it (vLLM: --enable-lora --lora-modules NAME=FOLDER), name it in"
                    + " the lab file as adapter: {openai: NAME}, or run with --runtime ollama or embedded");
        }
        String name = adapter instanceof AdapterRef.Served served ? served.modelName() : base.name();
        Optional<List<OpenAiModels.Listed>> list = models();
        if (!isListed(name, list)) {
            throw new PrerequisiteException("the server at " + endpoint + " has no model \"" + name + "\", only "
                    + String.join(", ", names(list))
                    + "; name one of them with --model, or as adapter: {openai: NAME}");
        }
        list.stream()
                .flatMap(List::stream)
                .filter(model -> model.isCalled(name))
                .forEach(model -> checkWindow(model, options));
        return new OpenAiModel(caller, key, name);
    }

    private void checkWindow(OpenAiModels.Listed model, SamplingOptions options) {
        Integer window = model.contextTokens();
        if (window != null && window < options.contextTokens()) {
            throw new PrerequisiteException("the server at " + endpoint + " has a context window of " + window
                    + " tokens for " + model.id() + ", the lab asks for " + options.contextTokens()
                    + "; start it with a larger one (vLLM: --max-model-len), or lower sampling: {context-tokens}");
        }
    }

    /** Empty where the server has no list. */
    private Optional<List<OpenAiModels.Listed>> models() {
        try {
            return Optional.of(models.list());
        } catch (HttpRefusal e) {
            if (e.status() == NOT_FOUND && endpoint.getPath().isEmpty()) {
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
                CallFailure.describe("the OpenAI-compatible server at " + endpoint + " could not be asked", cause)
                        + remedy;
        return key.isIn(cause)
                ? new PrerequisiteException(key.hiddenIn(message))
                : new PrerequisiteException(message, cause);
    }

    @Override
    public void close() {}
}
