package org.adaptationlab.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class IoReasonTest {

    @Test
    void saysWhyWithoutNamingFileOrException() {
        assertThat(IoReason.of(new NoSuchFileException("f"))).isEqualTo("no such file or folder");
        assertThat(IoReason.of(new AccessDeniedException("f"))).isEqualTo("permission denied");
        assertThat(IoReason.of(new FileAlreadyExistsException("f"))).isEqualTo("is there already");
        assertThat(IoReason.of(new NotDirectoryException("f"))).isEqualTo("is not a folder");
        assertThat(IoReason.of(new FileSystemException("f", null, "Read-only file system")))
                .isEqualTo("Read-only file system");
        assertThat(IoReason.of(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(IoReason.of(new UncheckedIOException(new IOException("cut")))).isEqualTo("cut");
        assertThat(IoReason.of(new UnknownHostException("models.example"))).isEqualTo("unknown host models.example");
        assertThat(IoReason.of(new EOFException())).isEqualTo("EOFException");
    }
}
