package org.adaptationlab.run.guard;

import java.util.List;
import java.util.function.Supplier;
import org.adaptationlab.adapt.PromptBuilder;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.adapter.ReadyAdapter;

/**
 * Checks of one kind that a run is put to. A run calls the methods in the order they stand here; a guard has those of the
 * moments at which it looks. What is found with the status STOP before the end ends the run at once.
 */
interface RunGuard {

    /** What is known before anything is measured. */
    default List<GuardResult> before() {
        return List.of();
    }

    /**
     * The base may be asked something before the adapter of a mode takes its place; called more than once for a mode.
     *
     * @param prompts of the mode
     */
    default void beforeAdapter(Supplier<ServedModel> base, PromptBuilder prompts) {}

    /** The adapter of a mode is at hand and about to be served. */
    default void adapterReady(ReadyAdapter adapter) {}

    /**
     * The adapter of a mode is served.
     *
     * @param label of the mode
     */
    default List<GuardResult> adapterServed(
            String label, ReadyAdapter adapter, ServedModel adapted, PromptBuilder prompts) {
        return List.of();
    }

    /** A mode's block begins. */
    default void blockBegins(String label, ServedModel served) {}

    /** A request of a mode was answered; called when the clock has stopped, by many threads at once where many ask. */
    default void answered(String mode, GenerationRequest request, Generation answer) {}

    /** A mode's block has ended. */
    default void blockEnds(String label, ServedModel served) {}

    /** What the whole run shows. */
    default List<GuardResult> after(RunResults results) {
        return List.of();
    }
}
