package io.entitycache.jpa.changes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.Invalidation;
import io.entitycache.jpa.HibernateChanges;
import io.entitycache.jpa.HibernateChangesRegistrar;
import io.entitycache.jpa.WatchedEntities;
import io.entitycache.jpa.changes.Shop.Note;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.boot.MetadataSources;
import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.resource.jdbc.spi.StatementInspector;
import org.junit.jupiter.api.Test;

import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

import static io.entitycache.jpa.changes.ShopDatabase.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class HibernateChangesRegistrationTests {

	private final RecordingHandler handler = new RecordingHandler();

	private final Map<String, Object> properties = new HashMap<>(
			Map.of("hibernate.connection.url", "jdbc:h2:mem:registration", "hibernate.hbm2ddl.auto", "create"));

	@Test
	void plainHibernateIsWatched() {
		HibernateChanges changes = HibernateChanges.register(this.properties);

		try (SessionFactory factory = build()) {
			assertThat(HibernateChanges.of(factory)).isSameAs(changes);
			changes.watch(factory, ShopDatabase.WATCHED, this.handler);
			factory.inTransaction((session) -> session.persist(new Note(newId())));
			factory.inTransaction((session) -> session.createMutationQuery("delete from Note").executeUpdate());
		}

		Invalidation notes = new Invalidation(Set.of(), Set.of(), Set.of("note"));
		assertThat(this.handler.log).containsExactly("prepare", "committed", "prepare", "committed");
		assertThat(this.handler.committed).containsExactly(notes, notes);
	}

	@Test
	void factoryWithoutARegistrationIsLeftAlone() {
		try (SessionFactory factory = build()) {
			assertThat(HibernateChanges.of(factory)).isNull();
			factory.inTransaction((session) -> session.persist(new Note(newId())));
		}
	}

	@Test
	void registrationIsMadeOnce() {
		HibernateChanges changes = HibernateChanges.register(this.properties);
		Map<String, Object> registered = Map.copyOf(this.properties);

		assertThat(HibernateChanges.register(this.properties)).isSameAs(changes);
		assertThat(this.properties).isEqualTo(registered);
	}

	@Test
	void factoriesOfSpringAreRegisteredAndOtherBeansAreNot() {
		LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
		HibernateChangesRegistrar registrar = new HibernateChangesRegistrar();

		assertThat(registrar.postProcessBeforeInitialization(factory, "entityManagerFactory")).isSameAs(factory);
		assertThat(registrar.postProcessBeforeInitialization("bean", "other")).isEqualTo("bean");

		assertThat(factory.getJpaPropertyMap().values()).hasAtLeastOneElementOfType(HibernateChanges.class);
	}

	@Test
	void changesThatNoFactoryKnowsCannotWatch() {
		HibernateChanges changes = HibernateChanges.register(new HashMap<>());

		try (SessionFactory factory = build()) {
			assertThatIllegalStateException()
				.isThrownBy(() -> changes.watch(factory, WatchedEntities.NONE, this.handler));
		}
	}

	@Test
	void configuredInspectorStillInspects() {
		List<String> inspected = new ArrayList<>();
		StatementInspector configured = (sql) -> {
			inspected.add(sql);
			return sql.replace("from note", "from note /* seen */");
		};
		this.properties.put(AvailableSettings.STATEMENT_INSPECTOR, configured);

		assertThat(inspectedBy(HibernateChanges.register(this.properties), "select id from note"))
			.isEqualTo("select id from note /* seen */");
		assertThat(inspected).containsExactly("select id from note");
	}

	@Test
	void configuredInspectorMayBeAClassOrItsName() {
		this.properties.put(AvailableSettings.STATEMENT_INSPECTOR, Commenting.class);
		assertThat(inspectedBy(HibernateChanges.register(this.properties), "select 1")).isEqualTo("select 1 -- c");

		this.properties.clear();
		this.properties.put(AvailableSettings.STATEMENT_INSPECTOR, Commenting.class.getName());
		assertThat(inspectedBy(HibernateChanges.register(this.properties), "select 1")).isEqualTo("select 1 -- c");
	}

	@Test
	void inspectorThatReplacesNothingIsRespected() {
		StatementInspector configured = (sql) -> null;
		this.properties.put(AvailableSettings.STATEMENT_INSPECTOR, configured);

		assertThat(inspectedBy(HibernateChanges.register(this.properties), "select 1")).isEqualTo("select 1");
	}

	@Test
	void bulkStatementWithoutATransactionIsToldOnceItIsExecuted() {
		this.properties.put(AvailableSettings.ALLOW_UPDATE_OUTSIDE_TRANSACTION, "true");
		HibernateChanges changes = HibernateChanges.register(this.properties);

		try (SessionFactory factory = build(); StatelessSession session = factory.openStatelessSession()) {
			changes.watch(factory, ShopDatabase.WATCHED, this.handler);
			session.createMutationQuery("delete from Note").executeUpdate();
		}

		assertThat(this.handler.log).containsExactly("committed");
	}

	private String inspectedBy(HibernateChanges changes, String sql) {
		assertThat(changes).isNotNull();
		Object inspector = this.properties.get(AvailableSettings.STATEMENT_INSPECTOR);
		assertThat(inspector).isInstanceOf(StatementInspector.class);
		return ((StatementInspector) inspector).inspect(sql);
	}

	private SessionFactory build() {
		return new MetadataSources(new StandardServiceRegistryBuilder().applySettings(this.properties).build())
			.addAnnotatedClass(Note.class)
			.buildMetadata()
			.buildSessionFactory();
	}

	/** Marks what it sees. */
	public static final class Commenting implements StatementInspector {

		private static final long serialVersionUID = 1L;

		@Override
		public String inspect(String sql) {
			return sql + " -- c";
		}

	}

}
