/**
 * Files on disk: writes that are never seen half done and survive a power cut, SHA-256 digests, strict UTF-8 and YAML
 * for what users write, JSON and lines of any number for what runs leave, locks between processes, and the lab's own
 * folder.
 */
@NullMarked
package org.adaptationlab.file;

import org.jspecify.annotations.NullMarked;
