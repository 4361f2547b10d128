package io.entitycache.exploration;

import java.util.function.BiConsumer;
import java.util.function.Function;

import io.entitycache.exploration.Explorer.Exploration;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests that run a story under every schedule, and say how many there were. */
abstract class Interleavings {

	private static final Log logger = LogFactory.getLog(Interleavings.class);

	private String test = "";

	@BeforeEach
	void remember(TestInfo info) {
		this.test = info.getDisplayName();
	}

	/** Whatever happens in whatever order, the promises are kept. */
	void holds(BiConsumer<World, NodeDesign> story) {
		holds(story, NodeDesign.GUARDED);
	}

	void holds(BiConsumer<World, NodeDesign> story, NodeDesign design) {
		Exploration exploration = Explorer.reduced().explore(scenario(story, (world) -> design));
		logger.info(this.test + ": " + exploration.schedules() + " schedules with " + exploration.outcomes().size()
				+ " different ends");
		// An explorer that visits one order only would find nothing wrong either.
		assertThat(exploration.schedules()).isGreaterThan(10);
		assertThat(exploration.outcomes()).isNotEmpty();
	}

	/** Without that guard some order breaks a promise. */
	void breaks(BiConsumer<World, NodeDesign> story, NodeDesign unguarded) {
		breaks(story, (world) -> unguarded);
	}

	void breaks(BiConsumer<World, NodeDesign> story, Function<World, NodeDesign> unguarded) {
		assertThatExceptionOfType(Violation.class)
			.isThrownBy(() -> Explorer.reduced().explore(scenario(story, unguarded)))
			.satisfies((violation) -> logger.info(this.test + ": " + violation.getMessage()))
			.havingCause()
			.isInstanceOf(AssertionError.class)
			.withMessageContaining("old");
	}

	private static Explorer.Scenario scenario(BiConsumer<World, NodeDesign> story, Function<World, NodeDesign> design) {
		return (lockstep) -> {
			World world = new World(lockstep);
			story.accept(world, design.apply(world));
			return world.outcome();
		};
	}

}
