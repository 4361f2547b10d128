package io.entitycache.reliability;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Sees every query of a data source that has one number as its parameter: how often it
 * ran for which number, and how many ran at once. It can hold the queries of a number.
 */
final class LoadProbe implements BeanPostProcessor {

	private static final int HOLD_SECONDS = 4;

	private final Map<Long, AtomicInteger> running = new ConcurrentHashMap<>();

	private final Map<Long, Integer> most = new ConcurrentHashMap<>();

	private final Map<Long, Integer> loads = new ConcurrentHashMap<>();

	private final Map<Long, CountDownLatch> held = new ConcurrentHashMap<>();

	@Override
	public Object postProcessAfterInitialization(Object bean, String name) {
		return (bean instanceof DataSource dataSource) ? new Probed(dataSource) : bean;
	}

	/** Forgets what it has seen. */
	void reset() {
		this.most.clear();
		this.loads.clear();
	}

	/** How many queries of this number ran. */
	int loads(long id) {
		return this.loads.getOrDefault(id, 0);
	}

	/** How many queries of this number ran at the same time, at most. */
	int most(long id) {
		return this.most.getOrDefault(id, 0);
	}

	/** Lets no query of this number through until the latch is counted down. */
	CountDownLatch hold(long id) {
		CountDownLatch latch = new CountDownLatch(1);
		this.held.put(id, latch);
		return latch;
	}

	private void begin(long id) {
		int now = this.running.computeIfAbsent(id, (key) -> new AtomicInteger()).incrementAndGet();
		this.most.merge(id, now, Math::max);
		this.loads.merge(id, 1, Integer::sum);
		CountDownLatch latch = this.held.get(id);
		if (latch != null) {
			await(latch);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			if (!latch.await(HOLD_SECONDS, TimeUnit.SECONDS)) {
				throw new IllegalStateException("Nobody let the query through");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private void end(long id) {
		this.running.computeIfAbsent(id, (key) -> new AtomicInteger()).decrementAndGet();
	}

	private static Object invoke(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw ex.getTargetException();
		}
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(LoadProbe.class.getClassLoader(), new Class<?>[] { type }, handler));
	}

	private Connection probed(Connection connection) {
		return proxy(Connection.class, (self, method, arguments) -> {
			Object result = invoke(connection, method, arguments);
			return (result instanceof PreparedStatement statement) ? probed(statement) : result;
		});
	}

	private PreparedStatement probed(PreparedStatement statement) {
		AtomicInteger parameters = new AtomicInteger();
		long[] number = new long[1];
		return proxy(PreparedStatement.class, (self, method, arguments) -> {
			if (method.getName().startsWith("set") && arguments != null && arguments.length > 1) {
				parameters.incrementAndGet();
				number[0] = (arguments[1] instanceof Long id) ? id : Long.MIN_VALUE;
			}
			boolean load = method.getName().equals("executeQuery") && parameters.get() == 1;
			return load ? load(statement, method, number[0]) : invoke(statement, method, arguments);
		});
	}

	private Object load(PreparedStatement statement, Method method, long id) throws Throwable {
		begin(id);
		try {
			return invoke(statement, method, null);
		}
		finally {
			end(id);
		}
	}

	/** The data source the application gets. */
	private final class Probed extends DelegatingDataSource {

		Probed(DataSource target) {
			super(target);
		}

		@Override
		public Connection getConnection() throws SQLException {
			return probed(super.getConnection());
		}

	}

}
