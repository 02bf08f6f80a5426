package org.adaptationlab.run.loop;

import org.adaptationlab.dataset.Example;

/**
 * An example in one repetition.
 *
 * @param repetition from 1
 */
record Question(Example example, int repetition) {}
