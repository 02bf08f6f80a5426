package org.adaptationlab.score;

import java.util.Arrays;

/**
 * Pairs rows with columns, each at most once, for the greatest sum.
 *
 * <p>Source: H. W. Kuhn, The Hungarian method for the assignment problem, Naval Research Logistics Quarterly 2 (1955),
 * 83-97; in the form with shortest augmenting paths and potentials, cubic in the number of rows or columns.
 */
final class Assignment {

    private final int size;
    private final int[][] gains;
    /** Dual prices; row 0 and column 0 stand for none. */
    private final int[] rowPrice;

    private final int[] columnPrice;
    private final int[] rowOfColumn;

    private Assignment(int[][] gains) {
        this.gains = gains;
        this.size = Math.max(
                gains.length,
                Arrays.stream(gains).mapToInt(row -> row.length).max().orElse(0));
        this.rowPrice = new int[size + 1];
        this.columnPrice = new int[size + 1];
        this.rowOfColumn = new int[size + 1];
    }

    /** The greatest sum of gains; {@code gains[row][column]} is 0 or more. */
    static int bestSum(int[][] gains) {
        Assignment assignment = new Assignment(gains);
        for (int row = 1; row <= assignment.size; row++) {
            assignment.place(row);
        }
        int sum = 0;
        for (int column = 1; column <= assignment.size; column++) {
            sum -= assignment.cost(assignment.rowOfColumn[column], column);
        }
        return sum;
    }

    /** What was gained becomes a cost; rows and columns that one side lacks cost nothing. */
    private int cost(int row, int column) {
        return row <= gains.length && column <= gains[row - 1].length ? -gains[row - 1][column - 1] : 0;
    }

    /** Gives a row a column, moving others along the cheapest path to a free one. */
    private void place(int row) {
        int[] slack = new int[size + 1];
        Arrays.fill(slack, Integer.MAX_VALUE);
        int[] before = new int[size + 1];
        boolean[] visited = new boolean[size + 1];
        rowOfColumn[0] = row;
        int column = 0;
        do {
            visited[column] = true;
            int next = cheapest(column, slack, before, visited);
            int step = slack[next];
            for (int j = 0; j <= size; j++) {
                if (visited[j]) {
                    rowPrice[rowOfColumn[j]] += step;
                    columnPrice[j] -= step;
                } else {
                    slack[j] -= step;
                }
            }
            column = next;
        } while (rowOfColumn[column] != 0);
        while (column != 0) {
            int previous = before[column];
            rowOfColumn[column] = rowOfColumn[previous];
            column = previous;
        }
    }

    private int cheapest(int from, int[] slack, int[] before, boolean[] visited) {
        int row = rowOfColumn[from];
        int best = 0;
        for (int j = 1; j <= size; j++) {
            if (visited[j]) {
                continue;
            }
            int reduced = cost(row, j) - rowPrice[row] - columnPrice[j];
            if (reduced < slack[j]) {
                slack[j] = reduced;
                before[j] = from;
            }
            if (best == 0 || slack[j] < slack[best]) {
                best = j;
            }
        }
        return best;
    }
}
