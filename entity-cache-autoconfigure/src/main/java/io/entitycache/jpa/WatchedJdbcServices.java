package io.entitycache.jpa;

import java.sql.PreparedStatement;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.entitycache.Invalidation;
import io.entitycache.jpa.WrittenTables.Kind;
import org.hibernate.engine.jdbc.internal.JdbcServicesImpl;
import org.hibernate.sql.exec.internal.JdbcOperationQueryMutationNative;
import org.hibernate.sql.exec.internal.JdbcSelectExecutorStandardImpl;
import org.hibernate.sql.exec.internal.StandardJdbcMutationExecutor;
import org.hibernate.sql.exec.spi.ExecutionContext;
import org.hibernate.sql.exec.spi.JdbcMutationExecutor;
import org.hibernate.sql.exec.spi.JdbcOperationQueryMutation;
import org.hibernate.sql.exec.spi.JdbcParameterBindings;
import org.hibernate.sql.exec.spi.JdbcSelect;
import org.hibernate.sql.exec.spi.JdbcSelectExecutor;
import org.hibernate.sql.results.spi.ResultsConsumer;
import org.hibernate.sql.results.spi.RowTransformer;

/**
 * Hibernate's own services, with executors that tell of the bulk and native statements
 * they run. This is the one place that knows both a statement and its session.
 */
final class WatchedJdbcServices extends JdbcServicesImpl {

	private static final long serialVersionUID = 1L;

	private final transient HibernateChanges changes;

	private final transient JdbcMutationExecutor mutations = new Mutations();

	private final transient JdbcSelectExecutor selects = new Selects();

	WatchedJdbcServices(HibernateChanges changes) {
		this.changes = changes;
	}

	@Override
	public JdbcMutationExecutor getJdbcMutationExecutor() {
		return this.mutations;
	}

	@Override
	public JdbcSelectExecutor getJdbcSelectExecutor() {
		return this.selects;
	}

	/** Statements that Hibernate runs as updates. */
	private final class Mutations extends StandardJdbcMutationExecutor {

		@Override
		public int execute(JdbcOperationQueryMutation statement, JdbcParameterBindings parameters,
				Function<String, PreparedStatement> creator, BiConsumer<Integer, PreparedStatement> check,
				ExecutionContext context) {
			return WatchedJdbcServices.this.changes.executing(context.getSession(), changeOf(statement),
					() -> super.execute(statement, parameters, creator, check, context));
		}

		private static Function<StatementChanges, Invalidation> changeOf(JdbcOperationQueryMutation statement) {
			String sql = statement.getSqlString();
			Set<String> tables = statement.getAffectedTableNames();
			return (statement instanceof JdbcOperationQueryMutationNative)
					? (statements) -> statements.ofNative(sql, WrittenTables.ofUpdate(sql), tables)
					: (statements) -> statements.ofQuery(sql, tables);
		}

	}

	/** Statements that return rows, which some of those that write do too. */
	private final class Selects extends JdbcSelectExecutorStandardImpl {

		@Override
		public <T, R> T executeQuery(JdbcSelect select, JdbcParameterBindings parameters, ExecutionContext context,
				RowTransformer<R> transformer, Class<R> type, int estimate, StatementCreator creator,
				ResultsConsumer<T, R> consumer) {
			WrittenTables written = isQueryOfEntities(select) ? WrittenTables.NONE
					: WrittenTables.of(select.getSqlString());
			if (written.kind() == Kind.NONE) {
				return WatchedJdbcServices.this.changes.reading(() -> super.executeQuery(select, parameters, context,
						transformer, type, estimate, creator, consumer));
			}
			// Those it only reads are among its tables.
			Set<String> declared = (written.kind() == Kind.UNKNOWN) ? select.getAffectedTableNames() : Set.of();
			return WatchedJdbcServices.this.changes.executing(context.getSession(),
					(statements) -> statements.ofNative(select.getSqlString(), written, declared),
					() -> super.executeQuery(select, parameters, context, transformer, type, estimate, creator,
							consumer));
		}

		/** Nearly every query there is, and so quick to tell. */
		private static boolean isQueryOfEntities(JdbcSelect select) {
			return !select.getAffectedTableNames().isEmpty() && select.getSqlString().startsWith("select ");
		}

	}

}
