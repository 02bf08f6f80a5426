/** Files on disk, the two things all packages need: SHA-256 digests, and writes that are never seen half done. */
@NullMarked
package org.adaptationlab.file;

import org.jspecify.annotations.NullMarked;
