/**
 * The small family of exceptions a user may see, and the form of their messages: what failed, where, what was found,
 * what is allowed, what to do next. Every other package may use it; it uses none.
 */
@NullMarked
package org.adaptationlab.problem;

import org.jspecify.annotations.NullMarked;
