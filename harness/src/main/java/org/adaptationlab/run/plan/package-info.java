/**
 * What is to be run, and with what: a plan with its digest, and the parts of the environment that a run is given.
 */
@NullMarked
package org.adaptationlab.run.plan;

import org.jspecify.annotations.NullMarked;
