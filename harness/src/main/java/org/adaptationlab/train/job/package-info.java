/** What a trainer is told and says: the job, its messages, its log. Every trainer runs in a child process and speaks the same lines. */
@NullMarked
package org.adaptationlab.train.job;

import org.jspecify.annotations.NullMarked;
