package io.entitycache.cluster;

import java.time.Duration;
import java.util.Map;

/** Keeps whose database the shared state is about, beside that state. */
public interface DatabaseClaims {

	/**
	 * Claims the shared state for databases, or prolongs the claim. A claim that nobody
	 * has prolonged in time can be taken over by another database; the state is another
	 * incarnation from then on, and so is a state that nobody has claimed before.
	 * @param databases the ids of the databases, by persistence unit
	 * @param life how long the claim lasts unless it is prolonged
	 * @return the other databases that have claimed it, by persistence unit; none if the
	 * claim was granted
	 */
	Map<String, String> claim(Map<String, String> databases, Duration life);

	/**
	 * Ends the claim, unless another process was the last one to prolong it. The state
	 * goes on to be that of the same database until another one claims it.
	 */
	void release();

}
