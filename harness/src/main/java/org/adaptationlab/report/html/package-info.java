/** The parts of report.html and curve.html, and the templates that give them their form. */
@NullMarked
package org.adaptationlab.report.html;

import org.jspecify.annotations.NullMarked;
