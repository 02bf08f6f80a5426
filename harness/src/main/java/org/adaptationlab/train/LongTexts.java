package org.adaptationlab.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.LabDefinitionException;

/** Collects the examples that have more tokens than the model is shown, so that all of them are named together. */
public final class LongTexts {

    /** What to do with examples that are too long; follows their names. */
    public static final String REMEDY = "; shorten the prompts, leave these examples out, or raise"
            + " sampling: {context-tokens} as far as the model goes";

    private final int limit;
    private final String named;
    private final Map<String, Integer> found = new LinkedHashMap<>();

    private LongTexts(int limit, String named) {
        this.limit = limit;
        this.named = named;
    }

    /**
     * Nothing is collected yet.
     *
     * @param contextTokens of the lab; the model's own context counts where it is smaller and its file is at hand
     */
    public static LongTexts of(BaseModel base, int contextTokens) {
        long own = base.file() == null ? Integer.MAX_VALUE : own(GgufFile.open(base.file()));
        return own < contextTokens
                ? new LongTexts((int) own, "the context of " + base.name())
                : new LongTexts(contextTokens, "context-tokens of the lab");
    }

    private static long own(GgufFile file) {
        return file.whole(file.architecture().orElse("") + ".context_length").orElse(Integer.MAX_VALUE);
    }

    /** Whether that many tokens are too many. */
    public boolean isLonger(int tokens) {
        return tokens > limit;
    }

    /** Looks at an example. */
    public void look(String id, int tokens) {
        if (isLonger(tokens)) {
            found.put(id, tokens);
        }
    }

    /**
     * All that were too long, each with its tokens; empty if none was.
     *
     * @param what such as {@code training example}
     */
    public Optional<String> words(String what) {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String all = found.entrySet().stream()
                .map(one -> one.getKey() + " (" + one.getValue() + ")")
                .collect(Collectors.joining(", "));
        return Optional.of(found.size() + " " + what + (found.size() == 1 ? " is" : "s are") + " longer than the "
                + limit + " tokens of " + named + ": " + all);
    }

    /**
     * Ends the training before it begins if any was too long.
     *
     * @throws LabDefinitionException naming all that were
     */
    public void refuse(String what) {
        words(what).ifPresent(words -> {
            throw new LabDefinitionException(words + REMEDY);
        });
    }
}
