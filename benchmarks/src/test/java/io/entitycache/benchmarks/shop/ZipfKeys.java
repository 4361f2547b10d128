package io.entitycache.benchmarks.shop;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Draws row indexes the way that lookups in shops are spread: a few rows are asked for
 * very often, most of them rarely. The same seed draws the same indexes.
 */
public final class ZipfKeys {

	private static final double EXPONENT = 0.99;

	private final double[] cumulated;

	private final int[] rowOfRank;

	private final Random random;

	public ZipfKeys(int rows, long seed) {
		this.random = new Random(seed);
		this.cumulated = new double[rows];
		double sum = 0;
		for (int rank = 0; rank < rows; rank++) {
			sum += 1 / Math.pow(rank + 1, EXPONENT);
			this.cumulated[rank] = sum;
		}
		// Neighbours in popularity are not neighbours in the table.
		List<Integer> shuffled = IntStream.range(0, rows).boxed().collect(Collectors.toList());
		Collections.shuffle(shuffled, new Random(rows));
		this.rowOfRank = shuffled.stream().mapToInt(Integer::intValue).toArray();
	}

	private int next() {
		double drawn = this.random.nextDouble() * this.cumulated[this.cumulated.length - 1];
		int found = Arrays.binarySearch(this.cumulated, drawn);
		return this.rowOfRank[(found >= 0) ? found : -found - 1];
	}

	/** Draws so many indexes. */
	public int[] draw(int count) {
		return IntStream.generate(this::next).limit(count).toArray();
	}

	/** Draws so many indexes that all differ. */
	public int[] drawDistinct(int count) {
		Set<Integer> drawn = new LinkedHashSet<>();
		while (drawn.size() < count) {
			drawn.add(next());
		}
		return drawn.stream().mapToInt(Integer::intValue).toArray();
	}

}
