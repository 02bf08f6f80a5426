package org.adaptationlab.run.adapter;

import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.run.environment.AdapterMaker;

/**
 * Where the adapters of a run are used.
 *
 * @param base what they must fit
 * @param runtime what serves them
 * @param maker makes files of those that are none yet
 */
public record AdapterPlace(BaseModel base, ModelRuntime runtime, AdapterMaker maker) {}
