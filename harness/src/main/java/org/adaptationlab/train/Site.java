package org.adaptationlab.train;

import java.util.List;

/**
 * The projections of a block that share their input, and so are computed as one: their weights and their A lie one
 * below the other, their B along the diagonal of one matrix.
 */
enum Site {
    ATTENTION_INPUT(Projection.QUERY, Projection.KEY, Projection.VALUE),
    ATTENTION_OUTPUT(Projection.ATTENTION_OUTPUT),
    FFN_INPUT(Projection.GATE, Projection.UP),
    FFN_OUTPUT(Projection.DOWN);

    private final List<Projection> projections;

    Site(Projection... projections) {
        this.projections = List.of(projections);
    }

    List<Projection> projections() {
        return projections;
    }

    int inputs(LlamaShape shape) {
        return projections.get(0).inputs(shape);
    }

    int outputs(LlamaShape shape) {
        return projections.stream()
                .mapToInt(projection -> projection.outputs(shape))
                .sum();
    }
}
