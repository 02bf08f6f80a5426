package org.adaptationlab.run;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.Timings;
import org.adaptationlab.model.TokenUsage;
import org.jspecify.annotations.Nullable;

/** A runtime whose models answer by a function, and which remembers what it was asked. */
public final class FakeRuntime implements ModelRuntime {

    public final List<GenerationRequest> requests = Collections.synchronizedList(new ArrayList<>());
    public final List<@Nullable AdapterRef> served = new ArrayList<>();
    private final Brain brain;
    private Optional<String> digest = Optional.empty();
    private boolean elsewhere;

    /** Answers one request. */
    public interface Brain {
        String answer(GenerationRequest request) throws GenerationException;
    }

    public FakeRuntime(Brain brain) {
        this.brain = brain;
    }

    /** Answers from another machine, from now on. */
    public FakeRuntime moveAway() {
        elsewhere = true;
        return this;
    }

    /** What the server says that it serves, from now on. */
    void serveDigest(String served) {
        digest = Optional.of(served);
    }

    /** What was asked beside the latency probes. */
    List<GenerationRequest> measured() {
        return afterPreflight().stream()
                .filter(request -> question(request).contains("number"))
                .toList();
    }

    /** What was asked when all modes had been tried. */
    List<GenerationRequest> afterPreflight() {
        return requests.stream()
                .filter(request -> !String.valueOf(request.cacheGroup()).startsWith("preflight"))
                .toList();
    }

    /** The text of the last user message. */
    public static String question(GenerationRequest request) {
        return request.messages().get(request.messages().size() - 1).text();
    }

    @Override
    public String name() {
        return "embedded";
    }

    @Override
    public String version() {
        return "fake 1";
    }

    @Override
    public boolean isElsewhere() {
        return elsewhere;
    }

    @Override
    public String prefixCache(SamplingOptions options) {
        return "cold";
    }

    @Override
    public ServedModel serve(BaseModel base, @Nullable AdapterRef adapter, SamplingOptions options) {
        served.add(adapter);
        return new FakeModel();
    }

    @Override
    public void close() {
        served.clear();
    }

    private final class FakeModel implements ServedModel {

        @Override
        public Generation generate(GenerationRequest request) throws GenerationException {
            requests.add(request);
            return new Generation(
                    brain.answer(request),
                    Generation.Finish.STOP,
                    new TokenUsage(40, 3),
                    new Timings(null, 10.0, 5.0, 11.0, 16.0),
                    0);
        }

        @Override
        public OptionalDouble loadSeconds() {
            return OptionalDouble.of(0.5);
        }

        @Override
        public OptionalLong peakRssMb() {
            return OptionalLong.of(200);
        }

        @Override
        public Optional<String> servedDigest() {
            return digest;
        }

        @Override
        public OptionalInt promptTokens(List<ChatMessage> messages) {
            return OptionalInt.of(40);
        }

        @Override
        public void close() {}
    }
}
