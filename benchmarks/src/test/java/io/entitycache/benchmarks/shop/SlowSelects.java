package io.entitycache.benchmarks.shop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.hibernate.resource.jdbc.spi.StatementInspector;

/** Makes each query of Hibernate take its time, and counts them. */
public final class SlowSelects implements StatementInspector {

	private static final long serialVersionUID = 1;

	private final Duration delay;

	private final AtomicLong count = new AtomicLong();

	SlowSelects(Duration delay) {
		this.delay = delay;
	}

	/** How many there have been. */
	public long count() {
		return this.count.get();
	}

	@Override
	public String inspect(String sql) {
		if (sql.startsWith("select")) {
			this.count.incrementAndGet();
			sleep(this.delay);
		}
		return sql;
	}

	/** Waits as a slow database would have us wait. */
	public static void sleep(Duration time) {
		try {
			Thread.sleep(time.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
