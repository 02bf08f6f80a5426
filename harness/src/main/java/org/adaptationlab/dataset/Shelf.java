package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbered sets of one size that have an element at one place, in bunches of sets of one group. */
final class Shelf {

    private final int size;
    private final int place;
    private final List<Bunch> bunches = new ArrayList<>(1);

    /**
     * An empty shelf.
     *
     * @param size number of elements of each set
     * @param place of the element among them, from 0
     */
    Shelf(int size, int place) {
        this.size = size;
        this.place = place;
    }

    int size() {
        return size;
    }

    int place() {
        return place;
    }

    List<Bunch> bunches() {
        return bunches;
    }

    /** Adds a set to the last bunch. */
    void add(int set) {
        if (bunches.isEmpty()) {
            bunches.add(new Bunch(set));
        } else {
            bunches.get(bunches.size() - 1).add(set);
        }
    }

    /** Adds a set to the last bunch where that is of its group, else as a bunch of its own. */
    void add(int set, Groups groups) {
        if (bunches.isEmpty() || !groups.areOne(bunches.get(bunches.size() - 1).member(0), set)) {
            bunches.add(new Bunch(set));
        } else {
            add(set);
        }
    }

    /** Makes one bunch of those that are of the group of a set by now, and puts it last. */
    void gather(int set, Groups groups) {
        List<Bunch> ofGroup = new ArrayList<>();
        bunches.removeIf(bunch -> groups.areOne(bunch.member(0), set) && ofGroup.add(bunch));
        ofGroup.stream().reduce(Bunch::with).ifPresent(bunches::add);
    }

    /** Some of the sets. */
    static final class Bunch {

        private int[] members;
        private int count = 1;

        private Bunch(int member) {
            this.members = new int[] {member};
        }

        int count() {
            return count;
        }

        /** A set by its place in the bunch, from 0. */
        int member(int i) {
            return members[i];
        }

        private void add(int member) {
            makeRoom(1);
            members[count] = member;
            count++;
        }

        /** Both in one. The smaller goes into the larger: so each member is moved seldom, however many there are. */
        private Bunch with(Bunch other) {
            if (other.count > count) {
                return other.with(this);
            }
            makeRoom(other.count);
            System.arraycopy(other.members, 0, members, count, other.count);
            count += other.count;
            return this;
        }

        private void makeRoom(int more) {
            if (count + more > members.length) {
                members = Arrays.copyOf(members, Math.max(count + more, 2 * count));
            }
        }
    }
}
