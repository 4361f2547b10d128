package io.entitycache.benchmarks.report;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * How long a group is measured.
 *
 * @param rounds how often the rows that decide about a goal take their turn
 * @param roundsOfAll how often all rows do
 * @param warmups iterations of each turn that are not counted
 * @param iterations iterations of each turn that are
 * @param time how long an iteration takes
 * @param smoke whether it is enough that each row runs once, in this process
 */
public record RunSettings(int rounds, int roundsOfAll, int warmups, int iterations, Duration time, boolean smoke) {

	/* JMH itself would wait for ten minutes, and say nothing. */

	private static final long LONGEST_ITERATION = 60;

	/** The most exact. */
	public static final RunSettings FULL = new RunSettings(5, 5, 5, 5, Duration.ofSeconds(1), false);

	/** Fewer and shorter turns, three only for rows that decide about a goal. */
	public static final RunSettings SHORT = new RunSettings(3, 1, 12, 4, Duration.ofMillis(500), false);

	/** Enough to see where a change leads. */
	public static final RunSettings QUICK = new RunSettings(1, 1, 3, 3, Duration.ofSeconds(1), false);

	/** Each row once. */
	public static final RunSettings SMOKE = new RunSettings(1, 1, 0, 1, Duration.ofMillis(1), true);

	/** The same with so many rounds. */
	public RunSettings withRounds(int count) {
		return new RunSettings(count, Math.min(count, this.roundsOfAll), this.warmups, this.iterations, this.time,
				this.smoke);
	}

	void apply(ChainedOptionsBuilder options, boolean freshProcess) {
		TimeValue iteration = new TimeValue(this.time.toMillis(), TimeUnit.MILLISECONDS);
		options.warmupIterations(freshProcess ? 0 : this.warmups)
			.warmupTime(iteration)
			.measurementIterations(freshProcess ? 1 : this.iterations)
			.measurementTime(iteration)
			.timeout(TimeValue.seconds(LONGEST_ITERATION))
			.shouldFailOnError(true);
		if (this.smoke) {
			options.forks(0).mode(Mode.SingleShotTime).verbosity(VerboseMode.SILENT);
		}
		else {
			options.forks(1).addProfiler(GCProfiler.class);
		}
	}

}
