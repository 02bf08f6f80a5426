package org.adaptationlab.problem;

import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why reading or writing failed, in words for a message that names the file itself. */
public final class IoReason {

    private IoReason() {}

    /**
     * Such as "permission denied"; the name of the exception only where it says nothing else.
     *
     * @param e an IOException, or an UncheckedIOException around one
     */
    public static String of(Exception e) {
        Throwable wrapped = e.getCause();
        Throwable cause = e instanceof UncheckedIOException && wrapped != null ? wrapped : e;
        if (cause instanceof NoSuchFileException) {
            return "no such file or folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileAlreadyExistsException) {
            return "is there already";
        }
        if (cause instanceof NotDirectoryException) {
            return "is not a folder";
        }
        if (cause instanceof UnknownHostException) {
            return "unknown host " + cause.getMessage();
        }
        String said = cause instanceof FileSystemException file ? file.getReason() : cause.getMessage();
        return said == null || said.isBlank() ? cause.getClass().getSimpleName() : said;
    }
}
