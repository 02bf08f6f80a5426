package org.adaptationlab.result.record;

/**
 * Where the wall time went.
 *
 * @param total of a resumed run the sum of its parts; a part that was killed counts up to its last finished mode
 * @param model in calls to the model, warm-up and retries with them
 * @param training of adapters, 0 if all came from the cache
 * @param servingStart starting servers and loading models, and ending them
 * @param retrieval loading the embedder, building indexes, and searching them
 * @param harness everything else: the harness's own share
 */
public record WallSeconds(
        double total, double model, double training, double servingStart, double retrieval, double harness) {

    /** The split of a total, the rest being the harness's own share. */
    public static WallSeconds of(double total, double model, double training, double servingStart, double retrieval) {
        double rest = total - model - training - servingStart - retrieval;
        return new WallSeconds(total, model, training, servingStart, retrieval, Math.max(0, rest));
    }

    /** Both parts of a run together. */
    public WallSeconds plus(WallSeconds other) {
        return new WallSeconds(
                total + other.total,
                model + other.model,
                training + other.training,
                servingStart + other.servingStart,
                retrieval + other.retrieval,
                harness + other.harness);
    }
}
