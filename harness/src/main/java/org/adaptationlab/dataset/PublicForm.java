package org.adaptationlab.dataset;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** How the files of a public data set are written. */
interface PublicForm {

    /**
     * Its examples; the id of each says which row of which part it was, from 1.
     *
     * @param files in the order in which the set names them
     * @throws IOException if a file cannot be read, or is written in another way
     */
    Parts read(List<Path> files) throws IOException;

    /**
     * What stands in the files.
     *
     * @param leftOut what else stands in them, for people; empty for nothing
     */
    record Parts(List<Example> train, List<Example> test, String leftOut) {
        public Parts {
            train = List.copyOf(train);
            test = List.copyOf(test);
        }
    }

    /** An example of a part; white space around its text is no part of it. */
    static Example example(String part, int row, String text, String label) {
        return new Example(part + "-" + row, text.strip(), label, List.of(), null, null, true);
    }
}
