/**
 * Chooses the settings of a lab's modes by cross-validation on training examples. In: a lab file's candidates and its data;
 * out: ordinary runs, one for each fold, and {@code tuning/} beside the lab file. Test examples have no place in it.
 */
@NullMarked
package org.adaptationlab.tune;

import org.jspecify.annotations.NullMarked;
