package org.adaptationlab.run.export;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.run.prompt.ModePrompts;
import org.jspecify.annotations.Nullable;

/** A mode that is taken home, and what is the same of it for every server. */
public final class HomeMode {

    static final String ADAPTER = "adapter.gguf";

    private final LabDefinition lab;
    private final ModeDefinition mode;
    private final ModePrompts prompts;

    /** One mode of a lab. */
    public HomeMode(LabDefinition lab, ModeDefinition mode, ModePrompts prompts) {
        this.lab = lab;
        this.mode = mode;
        this.prompts = prompts;
    }

    LabDefinition lab() {
        return lab;
    }

    ModeDefinition mode() {
        return mode;
    }

    /** What it is called at home. */
    String name() {
        return (lab.name() + "-" + mode.name()).toLowerCase(Locale.ROOT);
    }

    /** How a run's server is asked beside its protocol. */
    ServerSettings server() {
        return lab.server() == null ? ServerSettings.NONE : lab.server();
    }

    @Nullable
    RetrievalSpec retrieval() {
        return mode.adaptation().retrieved().orElse(null);
    }

    /** What embeds texts for its retrieval; the lab file says more. */
    String embedder() {
        return prompts.embedderName();
    }

    /** The turns that are the same for every question. */
    List<ChatMessage> fixedTurns() {
        return prompts.fixedTurns(mode);
    }

    /** A whole request with a training example as the question, as a run makes it. */
    GenerationRequest request() {
        return new GenerationRequest(
                prompts.sample(mode),
                lab.sampling(),
                new AnswerForm(lab.task(), mode.adaptation().constrain()).schema());
    }

    /** Writes the request's body, so that the answer comes as one object, and the parts that requests are made of. */
    void write(ExportFolder folder, ObjectNode body) {
        body.put("stream", false).remove("stream_options");
        folder.json("ask.json", body);
        folder.text("prompts/system.txt", fixedTurns().get(0).text());
        folder.text("prompts/user.txt", mode.adaptation().prompt().user());
        RetrievalSpec retrieval = retrieval();
        if (retrieval != null && retrieval.url() == null) {
            folder.jsonLines("passages.jsonl", prompts.passagesWithAnswers(mode, retrieval));
        }
    }

    /** The problem of a mode that cannot be exported in a format. */
    LabDefinitionException refusal(String why) {
        return new LabDefinitionException(lab.file() + ": mode \"" + mode.name() + "\" " + why);
    }
}
