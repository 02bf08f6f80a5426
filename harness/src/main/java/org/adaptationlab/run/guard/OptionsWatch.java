package org.adaptationlab.run.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.result.RunResults;

/**
 * Notes the options of every answered request of every mode, as they were wanted and as they were sent, and tells whether
 * all are the same. Answers may come from many threads at once.
 */
final class OptionsWatch implements RunGuard {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Predicate<String> isReference;
    private final Map<String, Set<SamplingOptions>> sampling = new LinkedHashMap<>();
    private final Map<String, Set<Optional<String>>> schemas = new LinkedHashMap<>();
    private final Map<String, String> firstBodies = new LinkedHashMap<>();
    private final Map<String, Set<Map<String, String>>> sent = new LinkedHashMap<>();

    /** @param isReference whether a mode is there to be asked otherwise */
    OptionsWatch(Predicate<String> isReference) {
        this.isReference = isReference;
    }

    @Override
    public void answered(String mode, GenerationRequest request, Generation answer) {
        Map<String, String> options = answer.body().isEmpty() ? null : RequestOptions.of(parsed(answer.body()));
        synchronized (this) {
            add(sampling, mode, request.sampling().withSeed(0));
            add(schemas, mode, Optional.ofNullable(request.jsonSchema()));
            if (options != null) {
                firstBodies.putIfAbsent(mode, answer.body());
                add(sent, mode, options);
            }
        }
    }

    private static <T> void add(Map<String, Set<T>> byMode, String mode, T value) {
        byMode.computeIfAbsent(mode, name -> new LinkedHashSet<>()).add(value);
    }

    /** The body of a mode's first answered request; empty where none was sent over a wire. */
    synchronized Optional<JsonNode> body(String mode) {
        return Optional.ofNullable(firstBodies.get(mode)).map(OptionsWatch::parsed);
    }

    private static JsonNode parsed(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a body that was sent is JSON", e);
        }
    }

    @Override
    public List<GuardResult> after(RunResults results) {
        return List.of(check());
    }

    private synchronized GuardResult check() {
        Set<SamplingOptions> all = union(sampling, mode -> true);
        if (all.size() > 1) {
            return Guard.SAME_OPTIONS.found(
                    Status.STOP,
                    "modes were asked under different options: " + words(sampling) + "; such modes can't be compared");
        }
        Set<Map<String, String>> bodies = union(sent, mode -> true);
        if (bodies.size() > 1) {
            return Guard.SAME_OPTIONS.found(
                    Status.STOP,
                    "requests differ in more than the question: " + differences(bodies)
                            + "; such modes can't be compared: start a new run");
        }
        if (union(schemas, mode -> !isReference.test(mode)).size() > 1) {
            return Guard.SAME_OPTIONS.found(Status.WARN, schemaWords());
        }
        return Guard.SAME_OPTIONS.found(
                Status.PASS,
                all.isEmpty()
                        ? "nothing was asked in this part of the run"
                        : "all modes were asked under " + words(all.iterator().next())
                                + (bodies.isEmpty() ? "" : ", and their requests say the same beside the question"));
    }

    private String schemaWords() {
        List<String> free = schemas.entrySet().stream()
                .filter(mode -> !isReference.test(mode.getKey()))
                .filter(mode -> mode.getValue().contains(Optional.empty()))
                .map(Map.Entry::getKey)
                .toList();
        return "answers are not limited alike: " + String.join(", ", free)
                + (free.isEmpty() ? "modes have different schemas" : " may write anything, the others not")
                + "; a mode may win by the format alone: set constrain alike, or make it a control";
    }

    /** Each field that is not the same in all, with its values. */
    private String differences(Set<Map<String, String>> bodies) {
        Set<String> fields = bodies.stream()
                .flatMap(body -> body.keySet().stream())
                .filter(field -> bodies.stream()
                                .map(body -> Optional.ofNullable(body.get(field)))
                                .distinct()
                                .count()
                        > 1)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return fields.stream().map(this::values).collect(Collectors.joining("; "));
    }

    private String values(String field) {
        return field + " is "
                + sent.entrySet().stream()
                        .map(mode -> mode.getValue().stream()
                                        .map(body -> body.getOrDefault(field, "left out"))
                                        .distinct()
                                        .collect(Collectors.joining(" and "))
                                + " in " + mode.getKey())
                        .collect(Collectors.joining(", "));
    }

    private static <T> Set<T> union(Map<String, Set<T>> byMode, Predicate<String> wanted) {
        return byMode.entrySet().stream()
                .filter(mode -> wanted.test(mode.getKey()))
                .flatMap(mode -> mode.getValue().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String words(Map<String, Set<SamplingOptions>> byMode) {
        return byMode.entrySet().stream()
                .map(mode -> mode.getKey() + " under "
                        + mode.getValue().stream().map(OptionsWatch::words).collect(Collectors.joining(" and ")))
                .collect(Collectors.joining(", "));
    }

    private static String words(SamplingOptions options) {
        return "temperature " + options.temperature() + ", " + options.maxOutputTokens() + " of "
                + options.contextTokens() + " tokens";
    }
}
