package org.adaptationlab.model.store;

import java.util.List;

/** A file that is known by its size and SHA-256, and where to fetch it. */
interface WantedFile {

    /** What it is to the user, such as {@code the model m}. */
    String title();

    /** Its name in the folder where it is kept. */
    String fileName();

    long bytes();

    /** 64 lower-case hex digits. */
    String sha256();

    /** Where to fetch it, in order. */
    List<FileSource> sources();
}
