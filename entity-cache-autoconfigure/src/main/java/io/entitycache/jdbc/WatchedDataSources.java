package io.entitycache.jdbc;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/** Wraps every data source that is a bean. */
public final class WatchedDataSources implements BeanPostProcessor, PriorityOrdered, SmartInitializingSingleton {

	private static final Log logger = LogFactory.getLog(WatchedDataSources.class);

	private final TableNames names;

	private final List<WatchedDataSource> wrapped = new CopyOnWriteArrayList<>();

	/**
	 * Creates a new instance.
	 * @param names tells the tables of statements that run before the caches exist
	 */
	public WatchedDataSources(TableNames names) {
		this.names = names;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof DataSource dataSource && !(bean instanceof WatchedDataSource)) {
			WatchedDataSource watched = new WatchedDataSource(dataSource, this.names);
			this.wrapped.add(watched);
			return watched;
		}
		return bean;
	}

	@Override
	public void afterSingletonsInstantiated() {
		if (this.wrapped.stream().noneMatch(WatchedDataSource::isRead)) {
			logger.warn("JDBC statements are not watched: no data source that is a bean belongs to a cached entity");
			return;
		}
		this.wrapped.stream().filter((dataSource) -> !dataSource.isRead()).forEach(WatchedDataSource::expectNoReader);
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

}
