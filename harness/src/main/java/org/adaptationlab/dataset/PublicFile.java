package org.adaptationlab.dataset;

import java.net.URI;
import java.util.Objects;

/**
 * A published file, at an address that always gives the same bytes.
 *
 * @param name what it is called on this machine and on a mirror
 * @param sha256 64 lower-case hex digits
 */
public record PublicFile(String name, URI address, long bytes, String sha256) {

    public PublicFile {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(sha256, "sha256");
    }
}
