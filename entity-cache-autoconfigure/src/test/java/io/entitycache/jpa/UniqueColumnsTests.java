package io.entitycache.jpa;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a mapping file says of uniqueness. */
class UniqueColumnsTests {

	@Test
	void whatTheMappingFileDeclaresIsKnown() {
		Map<String, Object> properties = new HashMap<>();
		HibernateChanges.register(properties);
		try (EntityManagerFactory factory = factory(properties)) {
			EntityMapping<MappedByFile, Long> mapping = new EntityMappings(factory).of(MappedByFile.class);

			assertThat(mapping.isUnique("code")).isTrue();
			assertThat(mapping.isUnique("serial")).isTrue();
			assertThat(mapping.isUnique("label")).isTrue();
			assertThat(mapping.isUnique("shelf")).isFalse();
			assertThat(mapping.isUnique("place")).isFalse();
		}
	}

	@Test
	void withoutTheBootsMetamodelNobodyKnows() {
		// Control: annotations are all that is left, and there are none.
		try (EntityManagerFactory factory = factory(Map.of())) {
			assertThat(new EntityMappings(factory).of(MappedByFile.class).isUnique("code")).isFalse();
		}
	}

	private static EntityManagerFactory factory(Map<String, Object> properties) {
		HibernatePersistenceConfiguration configuration = new HibernatePersistenceConfiguration("file")
			.jdbcUrl("jdbc:h2:mem:" + UUID.randomUUID())
			.jdbcUsername("sa")
			.jdbcPassword("");
		configuration.mappingFile("io/entitycache/jpa/unique-orm.xml");
		properties.forEach(configuration::property);
		return configuration.createEntityManagerFactory();
	}

}
