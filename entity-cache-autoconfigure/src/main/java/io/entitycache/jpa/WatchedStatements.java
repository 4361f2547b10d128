package io.entitycache.jpa;

import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.BeanUtils;
import org.springframework.util.ClassUtils;

/**
 * Sees the text of every statement, after the inspector that was configured before. A
 * safety net for what neither events nor executors tell.
 */
final class WatchedStatements implements StatementInspector {

	private static final long serialVersionUID = 1L;

	private final transient HibernateChanges changes;

	private final transient @Nullable StatementInspector configured;

	/**
	 * Creates a new instance.
	 * @param changes is told of the statements
	 * @param configured the inspector, its class, the name of its class, or nothing
	 */
	WatchedStatements(HibernateChanges changes, @Nullable Object configured) {
		this.changes = changes;
		this.configured = inspector(configured);
	}

	private static @Nullable StatementInspector inspector(@Nullable Object configured) {
		if (configured == null || configured instanceof StatementInspector) {
			return (StatementInspector) configured;
		}
		Class<?> type = (configured instanceof Class<?> known) ? known
				: ClassUtils.resolveClassName(configured.toString(), /* classLoader= */ null);
		return (StatementInspector) BeanUtils.instantiateClass(type);
	}

	@Override
	public String inspect(String sql) {
		String replaced = (this.configured != null) ? this.configured.inspect(sql) : null;
		String executed = (replaced != null) ? replaced : sql;
		this.changes.inspected(executed);
		return executed;
	}

}
