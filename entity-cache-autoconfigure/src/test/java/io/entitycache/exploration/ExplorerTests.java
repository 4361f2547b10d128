package io.entitycache.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import io.entitycache.exploration.Explorer.Exploration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The explorer itself visits what it says it does. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ExplorerTests {

	@Test
	void everyOrderIsVisited() {
		Exploration exploration = Explorer.unreduced().explore(actors(new Footprint(0, 1), new Footprint(0, 1)));

		// Two actors of three steps each: six over three.
		assertThat(exploration.schedules()).isEqualTo(20);
		assertThat(exploration.outcomes()).hasSize(20);
	}

	@Test
	void everyOrderOfStepsThatConflictIsVisitedOnce() {
		Exploration exploration = Explorer.reduced().explore(actors(new Footprint(0, 1), new Footprint(1, 0)));

		assertThat(exploration.schedules()).isEqualTo(20);
		assertThat(exploration.outcomes()).hasSize(20);
	}

	@Test
	void ordersOfStepsThatCommuteAreVisitedOnce() {
		Exploration exploration = Explorer.reduced().explore(actors(new Footprint(1, 2), new Footprint(1, 4)));

		assertThat(exploration.schedules()).isOne();
	}

	@Test
	void everyVariantIsVisited() {
		Exploration exploration = Explorer.reduced().explore((lockstep) -> {
			List<Integer> taken = new ArrayList<>();
			Participant.Step step = new Participant.Step("choose", Footprint.ALL, 3, () -> true);
			lockstep.add(new Actor("a", step, /* endless= */ false, () -> {
				taken.add(lockstep.step(step));
				taken.add(lockstep.step(step));
			}));
			return taken::toString;
		});

		// The variant of the first step is chosen as well, and nobody looks at it.
		assertThat(exploration.outcomes()).hasSize(9);
	}

	@Test
	void brokenPromiseIsToldWithItsSchedule() {
		assertThatExceptionOfType(Violation.class).isThrownBy(() -> Explorer.reduced().explore((lockstep) -> {
			List<String> order = new ArrayList<>();
			lockstep.invariants(() -> assertThat(order).isNotEqualTo(List.of("b", "b", "a")));
			add(lockstep, "a", Footprint.ALL, order);
			add(lockstep, "b", Footprint.ALL, order);
			return order::toString;
		})).withMessageContaining("b: begin\n\tb: go on\n\ta: begin");
	}

	@Test
	void reductionLosesNoOutcome() {
		sameOutcomes(Stories::updateOfWhatLevel2Has);
		sameOutcomes(Stories::insert);
		sameOutcomes(Stories::bulkChangeOfWhatLevel2Has);
	}

	private static void sameOutcomes(BiConsumer<World, NodeDesign> story) {
		Explorer.Scenario scenario = (lockstep) -> {
			World world = new World(lockstep);
			story.accept(world, NodeDesign.GUARDED);
			return world.outcome();
		};
		Exploration all = Explorer.unreduced().explore(scenario);
		Exploration reduced = Explorer.reduced().explore(scenario);

		assertThat(reduced.outcomes()).isEqualTo(all.outcomes());
		assertThat(reduced.schedules()).isLessThan(all.schedules());
	}

	private static Explorer.Scenario actors(Footprint one, Footprint other) {
		return (lockstep) -> {
			List<String> order = new ArrayList<>();
			add(lockstep, "a", one, order);
			add(lockstep, "b", other, order);
			return order::toString;
		};
	}

	private static void add(Lockstep lockstep, String name, Footprint footprint, List<String> order) {
		lockstep
			.add(new Actor(name, new Participant.Step("begin", footprint), /* endless= */ false, () -> {
				order.add(name);
				lockstep.step("go on", footprint);
				order.add(name);
				lockstep.step("go on", footprint);
				order.add(name);
			}));
	}

}
