package org.adaptationlab.train.harness;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.adaptationlab.gguf.TensorInfo;
import org.adaptationlab.gguf.TensorType;

/** Checks that a base has the tensors that its metadata speak of, and no others that would change what it computes. */
final class TensorCheck {

    private static final Set<String> READ_WITH_METADATA =
            Set.of(PositionsReader.FACTORS, PositionsReader.SHORT_FACTORS, PositionsReader.LONG_FACTORS);

    /** Parts for pictures that lie in the same file; text does not go through them. */
    private static final List<String> OTHER_SENSES = List.of("v.", "mm.");

    private final Hyperparameters from;
    private final DecoderShape shape;
    private final Set<String> known = new HashSet<>(READ_WITH_METADATA);

    TensorCheck(Hyperparameters from, DecoderShape shape) {
        this.from = from;
        this.shape = shape;
    }

    /** @throws org.adaptationlab.problem.LabDefinitionException naming the first tensor that is missing or not known */
    void run() {
        require(DecoderShape.EMBEDDING, shape.width(), shape.vocabulary());
        require(DecoderShape.OUTPUT_NORM, shape.width());
        if (!shape.tied()) {
            require(DecoderShape.OUTPUT, shape.width(), shape.vocabulary());
        }
        for (int layer = 0; layer < shape.layers(); layer++) {
            block(layer);
        }
        for (TensorInfo tensor : from.base().tensors()) {
            String name = tensor.name();
            if (!known.contains(name) && OTHER_SENSES.stream().noneMatch(name::startsWith)) {
                throw from.refused("has a tensor that is not known here, " + name);
            }
        }
    }

    private void block(int layer) {
        for (Norm norm : shape.architecture().norms()) {
            require(norm.tensor(layer), norm.width(shape));
        }
        for (Site site : Site.values()) {
            for (Projection projection : shape.projections(site)) {
                require(projection.tensor(layer), projection.inputs(), projection.outputs());
                if (site == Site.ATTENTION_INPUT
                        && from.base().tensor(projection.bias(layer)).isPresent()) {
                    require(projection.bias(layer), projection.outputs());
                }
            }
        }
    }

    private void require(String name, long... wanted) {
        TensorInfo tensor = from.base().tensor(name).orElseThrow(() -> from.refused("has no tensor " + name));
        List<Long> dimensions = Arrays.stream(wanted).boxed().toList();
        if (!tensor.shape().equals(dimensions)) {
            throw from.refused("has a tensor " + name + " of the shape " + tensor.shape() + " where its metadata says "
                    + dimensions);
        }
        if (!tensor.type().readable()) {
            throw from.refused(
                    "stores " + name + " as " + tensor.type() + "; can be trained on: " + TensorType.readableNames());
        }
        known.add(name);
    }
}
