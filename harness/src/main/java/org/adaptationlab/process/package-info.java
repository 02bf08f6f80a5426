/**
 * Processes and their memory: how a child JVM is started, how it talks to its parent and ends with it, and how much
 * memory there is for one. What a child does is the matter of the packages that start it.
 */
@NullMarked
package org.adaptationlab.process;

import org.jspecify.annotations.NullMarked;
