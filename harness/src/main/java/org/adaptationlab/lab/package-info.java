/** A lab file as validated, immutable records. Input: a lab.yaml and its prompt files; output: a LabDefinition or all problems of the file. */
@NullMarked
package org.adaptationlab.lab;

import org.jspecify.annotations.NullMarked;
