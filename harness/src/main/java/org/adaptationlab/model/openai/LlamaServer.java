package org.adaptationlab.model.openai;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A llama-server that answers: one model, and adapters that a request chooses among by their place. */
interface LlamaServer extends AutoCloseable {

    /** Where it is. */
    OpenAiAddress address();

    /** The adapters' files as the server knows them, in the order of their places. */
    List<String> adapters();

    /** Whether it is still there, as far as that can be told without asking it. */
    boolean isAlive();

    /** What it said last, for messages. */
    String lastWords();

    /** Seconds it took to start and load the model; empty where it was there. */
    OptionalDouble startSeconds();

    /** Peak resident memory in MiB; empty where it can't be read. */
    OptionalLong peakRssMb();

    @Override
    void close();
}
