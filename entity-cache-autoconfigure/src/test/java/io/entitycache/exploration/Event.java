package io.entitycache.exploration;

import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Something that happens as one step, whenever it can. */
final class Event extends Participant {

	private final Supplier<Step> next;

	private final IntConsumer effect;

	Event(String name, Supplier<Step> next, IntConsumer effect) {
		super(name);
		this.next = next;
		this.effect = effect;
	}

	@Override
	Step next() {
		return this.next.get();
	}

	void happen(int variant) {
		this.effect.accept(variant);
	}

}
