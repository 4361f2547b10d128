package io.entitycache.event;

import java.util.concurrent.atomic.LongAdder;

/**
 * What has become of the events.
 *
 * @param delivered events a listener was told
 * @param dropped events a listener missed
 * @param failed events at which a listener failed
 */
record EventCounts(LongAdder delivered, LongAdder dropped, LongAdder failed) {

	EventCounts() {
		this(new LongAdder(), new LongAdder(), new LongAdder());
	}

}
