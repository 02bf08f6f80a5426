package org.adaptationlab.train.harness;

import java.util.List;

/**
 * The projections of a block that share their input, and so are computed as one: their weights and their A lie one
 * below the other, their B along the diagonal of one matrix.
 */
enum Site {
    ATTENTION_INPUT,
    ATTENTION_OUTPUT,
    FFN_INPUT,
    FFN_OUTPUT;

    List<Projection> projections() {
        return switch (this) {
            case ATTENTION_INPUT -> List.of(Projection.QUERY, Projection.KEY, Projection.VALUE);
            case ATTENTION_OUTPUT -> List.of(Projection.ATTENTION_OUTPUT);
            case FFN_INPUT -> List.of(Projection.GATE, Projection.UP);
            case FFN_OUTPUT -> List.of(Projection.DOWN);
        };
    }

    int inputs(LlamaShape shape) {
        return projections().get(0).inputs(shape);
    }

    int outputs(LlamaShape shape) {
        return projections().stream()
                .mapToInt(projection -> projection.outputs(shape))
                .sum();
    }
}
