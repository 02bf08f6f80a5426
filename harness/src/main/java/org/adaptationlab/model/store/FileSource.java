package org.adaptationlab.model.store;

import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.model.store.ModelStore.DownloadListener;

/** A place to get a file from. */
interface FileSource {

    /** The source as the user would look for it, such as an address. */
    String description();

    /** Bytes of disk that a fetch takes, what is thrown away afterwards included. */
    default long bytesNeeded(WantedFile wanted) {
        return wanted.bytes();
    }

    /**
     * Brings the file into a folder. What is left in the folder after a failure is offered again at the next try.
     *
     * @return the file, complete but not verified
     * @throws IOException with a message that says why it could not be had here
     */
    Path fetch(WantedFile wanted, Path folder, DownloadListener listener) throws IOException;
}
