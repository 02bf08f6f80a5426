/** What is to be run: a plan with its digest, made of a lab, its data and what the user asked for. */
@NullMarked
package org.adaptationlab.run.plan;

import org.jspecify.annotations.NullMarked;
