package org.adaptationlab.run.guard;

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
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.result.RunResults;

/** Notes the options of every request of every mode as they go to the runtime, and tells whether all are the same. */
final class OptionsWatch implements RunGuard {

    private final Predicate<String> isReference;
    private final Map<String, Set<SamplingOptions>> sampling = new LinkedHashMap<>();
    private final Map<String, Set<Optional<String>>> schemas = new LinkedHashMap<>();

    /** @param isReference whether a mode is there to be asked otherwise */
    OptionsWatch(Predicate<String> isReference) {
        this.isReference = isReference;
    }

    @Override
    public void asked(String mode, GenerationRequest request) {
        sampling.computeIfAbsent(mode, name -> new LinkedHashSet<>()).add(request.sampling());
        schemas.computeIfAbsent(mode, name -> new LinkedHashSet<>()).add(Optional.ofNullable(request.jsonSchema()));
    }

    @Override
    public List<GuardResult> after(RunResults results) {
        return List.of(check());
    }

    private GuardResult check() {
        Set<SamplingOptions> all = union(sampling, mode -> true);
        if (all.size() > 1) {
            return Guard.SAME_OPTIONS.found(
                    Status.STOP,
                    "modes were asked under different options: " + words(sampling) + "; such modes can't be compared");
        }
        if (union(schemas, mode -> !isReference.test(mode)).size() > 1) {
            List<String> free = schemas.entrySet().stream()
                    .filter(mode -> !isReference.test(mode.getKey()))
                    .filter(mode -> mode.getValue().contains(Optional.empty()))
                    .map(Map.Entry::getKey)
                    .toList();
            return Guard.SAME_OPTIONS.found(
                    Status.WARN,
                    "answers are not limited alike: " + String.join(", ", free)
                            + (free.isEmpty() ? "modes have different schemas" : " may write anything, the others not")
                            + "; a mode may win by the format alone: set constrain alike, or make it a control");
        }
        return Guard.SAME_OPTIONS.found(
                Status.PASS,
                all.isEmpty()
                        ? "nothing was asked in this part of the run"
                        : "all modes were asked under " + words(all.iterator().next()));
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
        return "temperature " + options.temperature() + ", seed " + options.seed() + ", " + options.maxOutputTokens()
                + " of " + options.contextTokens() + " tokens";
    }
}
