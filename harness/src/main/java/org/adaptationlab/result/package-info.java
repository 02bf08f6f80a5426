/**
 * What a run leaves in its folder, read and written as a whole. Its rooms: record holds what was measured, journal
 * what is appended as it goes, summary what is computed from it, csv the form of the files.
 */
@NullMarked
package org.adaptationlab.result;

import org.jspecify.annotations.NullMarked;
