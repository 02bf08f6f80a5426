package org.adaptationlab.score;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adaptationlab.lab.LabelText;

/**
 * How many fields of two JSON values agree. A field is a leaf: a text, number, truth value, or an empty object or list; a
 * member or item that is null counts as absent, so that what has none but those is empty. Two agree where they stand under the same keys and are equal: texts but for case,
 * width and white space, numbers by value. The items of two lists are paired so that as many fields agree as can (in
 * lists of more than 100 items in their order), so the order of lines does not matter.
 *
 * @param right fields that agree
 * @param wanted fields of the target
 * @param given fields of the answer
 */
public record FieldMatch(int right, int wanted, int given) {

    private static final int MOST_ALIGNED = 100;

    /** Compares an answer with its target. */
    public static FieldMatch of(JsonNode target, JsonNode answer) {
        return new FieldMatch(agreeing(target, answer), leaves(target), leaves(answer));
    }

    /** Share of the answer's fields that are right; 0 where it has none, unless none is wanted. */
    public double precision() {
        return given == 0 ? (wanted == 0 ? 1 : 0) : (double) right / given;
    }

    /** Share of the target's fields that the answer has right; 0 where it has none, unless none is given. */
    public double recall() {
        return wanted == 0 ? (given == 0 ? 1 : 0) : (double) right / wanted;
    }

    /** Harmonic mean of both. */
    public double f1() {
        return wanted + given == 0 ? 1 : 2.0 * right / (wanted + given);
    }

    private static int leaves(JsonNode node) {
        if (node.isNull()) {
            return 0;
        }
        int leaves = 0;
        for (JsonNode child : node) {
            leaves += leaves(child);
        }
        return isLeaf(node) ? 1 : leaves;
    }

    private static boolean isLeaf(JsonNode node) {
        for (JsonNode child : node) {
            if (!child.isNull()) {
                return false;
            }
        }
        return true;
    }

    private static int agreeing(JsonNode a, JsonNode b) {
        if (a.isNull() || b.isNull()) {
            return 0;
        }
        if (isLeaf(a) || isLeaf(b)) {
            return isSameLeaf(a, b) ? 1 : 0;
        }
        if (a.isArray() && b.isArray()) {
            return aligned(a, b);
        }
        int agreeing = 0;
        if (a.isObject() && b.isObject()) {
            for (Map.Entry<String, JsonNode> member : a.properties()) {
                JsonNode other = b.get(member.getKey());
                agreeing += other == null ? 0 : agreeing(member.getValue(), other);
            }
        }
        return agreeing;
    }

    private static boolean isSameLeaf(JsonNode a, JsonNode b) {
        if (!isLeaf(a) || !isLeaf(b) || a.getNodeType() != b.getNodeType()) {
            return false;
        }
        if (a.isTextual()) {
            return LabelText.fold(a.textValue()).equals(LabelText.fold(b.textValue()));
        }
        if (a.isNumber()) {
            return a.decimalValue().compareTo(b.decimalValue()) == 0;
        }
        return a.isContainerNode() || a.equals(b);
    }

    private static int aligned(JsonNode a, JsonNode b) {
        if (Math.max(a.size(), b.size()) > MOST_ALIGNED) {
            int agreeing = 0;
            for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
                agreeing += agreeing(a.get(i), b.get(i));
            }
            return agreeing;
        }
        List<int[]> gains = new ArrayList<>();
        for (JsonNode item : a) {
            int[] row = new int[b.size()];
            for (int j = 0; j < row.length; j++) {
                row[j] = agreeing(item, b.get(j));
            }
            gains.add(row);
        }
        return Assignment.bestSum(gains.toArray(int[][]::new));
    }
}
