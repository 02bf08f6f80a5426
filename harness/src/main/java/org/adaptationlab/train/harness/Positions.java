package org.adaptationlab.train.harness;

/**
 * How the blocks of a model see positions.
 *
 * @param global rotation in blocks that see all that came before
 * @param local rotation in blocks that see through the window
 * @param window tokens that a local block sees, its own among them; 0 if all blocks are global
 * @param globalEvery of so many blocks the last is global
 */
record Positions(Rope global, Rope local, int window, int globalEvery) {

    /** Whether a block sees through the window. */
    boolean isLocal(int layer) {
        return window > 0 && layer % globalEvery < globalEvery - 1;
    }
}
