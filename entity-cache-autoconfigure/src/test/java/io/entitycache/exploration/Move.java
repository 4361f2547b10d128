package io.entitycache.exploration;

/**
 * One thing that can happen next.
 *
 * @param participant the number of the participant that takes the step
 * @param variant how the step turns out, where that is open
 * @param footprint what the step touches
 */
record Move(int participant, int variant, Footprint footprint) {

	boolean isSameAs(Move other) {
		return this.participant == other.participant && this.variant == other.variant;
	}

}
