package org.adaptationlab.dataset.sense;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.sense.SenseRow.Side;
import org.adaptationlab.dataset.source.RowNames;

/** Labels that cannot be learned or measured because they have too few rows, or the pool too few for all of them. */
final class LabelCountCheck implements SenseCheck {

    private static final int FEW = 3;

    @Override
    public List<Finding> of(SenseData data) {
        List<String> labels = data.task().labels();
        if (labels.isEmpty()) {
            return List.of();
        }
        Map<String, Long> train = counts(data.of(Side.TRAIN));
        Map<String, Long> test = counts(data.of(Side.TEST));
        List<Finding> found = new ArrayList<>();
        List<String> untrained =
                labels.stream().filter(label -> !train.containsKey(label)).toList();
        List<String> unmeasured =
                labels.stream().filter(label -> !test.containsKey(label)).toList();
        List<String> few = labels.stream()
                .filter(label -> train.containsKey(label) && train.get(label) < FEW)
                .toList();
        add(found, untrained, "no training example, so no mode can learn", "add rows, or take the label out");
        add(found, unmeasured, "no test example, so nothing is measured of", "add rows, or take the label out");
        add(found, few, "fewer than " + FEW + " training examples, too few to learn", "add rows, or join labels");
        if (data.pool() < labels.size() && untrained.size() < labels.size()) {
            found.add(new Finding(
                    labels.size() + " labels, but a pool of " + data.pool() + " for all modes: they see no example of "
                            + (labels.size() - data.pool()) + " of the labels",
                    "set training-examples to " + labels.size() + " or a multiple of it, or to all",
                    Finding.Mend.BY_HAND));
        }
        return found;
    }

    private static void add(List<Finding> found, List<String> labels, String lack, String remedy) {
        if (!labels.isEmpty()) {
            String which = RowNames.list(
                    labels.stream().map(label -> "\"" + label + "\"").toList());
            found.add(new Finding(
                    (labels.size() == 1 ? "label " + which + " has " : labels.size() + " labels have ")
                            + lack
                            + (labels.size() == 1 ? " it" : " them: " + which),
                    remedy,
                    Finding.Mend.BY_HAND));
        }
    }

    private static Map<String, Long> counts(List<SenseRow> rows) {
        return rows.stream().collect(Collectors.groupingBy(SenseRow::target, Collectors.counting()));
    }
}
