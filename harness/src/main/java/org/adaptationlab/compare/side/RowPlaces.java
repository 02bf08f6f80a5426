package org.adaptationlab.compare.side;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** In which row of a side's examples each example of a mode stands first, so that its texts can be read later. */
public final class RowPlaces {

    private static final int START = 64;

    private final Map<String, int[]> rows = new HashMap<>();
    private int row;

    /** Notes the next row of the file. */
    void next(String mode, int example) {
        int[] places = rows.computeIfAbsent(mode, name -> new int[START]);
        if (example >= places.length) {
            places = Arrays.copyOf(places, Math.max(example + 1, places.length + places.length / 2));
            rows.put(mode, places);
        }
        row++;
        if (places[example] == 0) {
            places[example] = row;
        }
    }

    /**
     * Number of the first row of an example, from 0.
     *
     * @param example its number
     */
    public int of(String mode, int example) {
        int[] places = rows.getOrDefault(mode, new int[0]);
        if (example >= places.length || places[example] == 0) {
            throw new IllegalArgumentException("example " + example + " was not asked in " + mode);
        }
        return places[example] - 1;
    }
}
