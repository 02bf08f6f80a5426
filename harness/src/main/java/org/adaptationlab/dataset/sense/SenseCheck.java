package org.adaptationlab.dataset.sense;

import java.util.List;

/** One thing that data must not have. */
interface SenseCheck {

    /** What was found, most grave first; none where all is well. */
    List<Finding> of(SenseData data);
}
